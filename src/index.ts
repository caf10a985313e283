/** `stowage`: the components and the planner. `stowage/planner` alone needs no Pulumi. */
export * from "./components/index.js";
export * from "./planner/index.js";
