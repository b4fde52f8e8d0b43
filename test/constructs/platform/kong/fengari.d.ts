/** The few functions of the interpreter that tests need; it brings no types of its own. */
declare module "fengari" {
  interface State {
    readonly state: unique symbol;
  }
  export const lauxlib: {
    luaL_newstate(): State;
    /** True where the program failed; its message lies on top of the stack, or its result. */
    luaL_dostring(state: State, program: Uint8Array): boolean;
  };
  export const lualib: { luaL_openlibs(state: State): void };
  export const lua: { lua_tostring(state: State, index: number): Uint8Array };
  export function to_luastring(text: string): Uint8Array;
  export function to_jsstring(text: Uint8Array): string;
}
