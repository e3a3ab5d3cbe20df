// The stock hocuspocus server in memory, on a port of its own choosing.
import { Server } from "@hocuspocus/server";

const server = new Server({ port: 0, address: "127.0.0.1", quiet: true });
await server.listen();
console.log(`ready at http://127.0.0.1:${server.httpServer.address().port}`);
