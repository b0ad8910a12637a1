// What a fault changes in the server: hooks, or a function that makes them with the tools of the stand-in.
import type { ServerTools } from './fault-tools';
import type { Hooks } from './hooks';

export type ServerPart = Partial<Hooks> | ((tools: ServerTools) => Partial<Hooks>);
