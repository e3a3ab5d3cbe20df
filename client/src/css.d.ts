// A stylesheet that a script imports comes as its text; see client/build/style.go.
declare module "*.css" {
  const text: string;
  export default text;
}
