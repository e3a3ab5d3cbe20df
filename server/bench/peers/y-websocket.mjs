// The stock y-websocket server in memory, on a port of its own choosing.
import http from "node:http";
import WebSocket from "ws";
import { setupWSConnection } from "@y/websocket-server/utils";

const server = http.createServer();
const sockets = new WebSocket.Server({ server });
sockets.on("connection", (socket, request) => setupWSConnection(socket, request));
server.listen(0, "127.0.0.1", () => console.log(`ready at http://127.0.0.1:${server.address().port}`));
