/**
 * The houses and their doors (CONTRIBUTING.md, "The map"): what each folder of src/ may import.
 * A house that is not listed here may import nothing outside itself.
 */
const doors = {
  units: { houses: [], packages: ["@noble/hashes", "ipaddr.js"] },
  model: { houses: ["units"], packages: [] },
  spec: { houses: ["model", "units"], packages: ["ajv", "yaml", "fastest-levenshtein"] },
  catalogue: { houses: ["model", "units"], packages: [] },
  solve: { houses: ["units"], packages: [] },
  simulate: { houses: ["model", "units"], packages: [] },
  verify: { houses: ["model", "units"], packages: [] },
  plan: { houses: ["model", "units", "catalogue", "solve", "simulate", "verify"], packages: [] },
  explain: { houses: ["model", "units", "catalogue", "plan", "verify", "report"], packages: [] },
  whatif: { houses: ["model", "units", "catalogue", "plan"], packages: [] },
  pareto: { houses: ["model", "units", "plan"], packages: [] },
  report: { houses: ["model", "units"], packages: ["yaml"] },
  export: { houses: ["model", "units"], packages: [] },
  files: { houses: ["model"], packages: ["proper-lockfile", "node"] },
  planner: {
    houses: [
      "units",
      "model",
      "spec",
      "catalogue",
      "solve",
      "simulate",
      "plan",
      "verify",
      "explain",
      "whatif",
      "pareto",
      "report",
      "export",
      "files",
    ],
    packages: ["node"],
  },
  cli: {
    houses: ["planner", "files", "report", "explain", "model", "units"],
    packages: ["commander", "node"],
  },
  components: {
    houses: ["planner", "files", "explain", "report", "verify", "model", "units"],
    packages: ["@pulumi", "node"],
  },
  policy: { houses: ["model", "units", "verify"], packages: ["@pulumi/policy", "@pulumi/pulumi"] },
  provider: {
    houses: ["components", "planner", "files", "explain", "report", "model", "units"],
    packages: ["@pulumi/pulumi", "node"],
  },
};

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

const houseRules = Object.entries(doors).map(([house, { houses }]) => ({
  name: `${house}-doors`,
  comment: `src/${house} may import ${houses.length > 0 ? houses.join(", ") : "no other house"}: CONTRIBUTING.md, "The map".`,
  severity: "error",
  from: { path: `^src/${house}/` },
  to: { path: "^src/", pathNot: [house, ...houses].map((name) => `^src/${name}/`) },
}));

const packageRules = Object.entries(doors).map(([house, { packages }]) => ({
  name: `${house}-packages`,
  comment: `src/${house} may use ${packages.length > 0 ? packages.join(", ") : "no package"}; @pulumi and node:* belong to the edges.`,
  severity: "error",
  from: { path: `^src/${house}/` },
  to: {
    dependencyTypesNot: ["local"],
    pathNot: [
      "^src/",
      "^schemas/",
      "^package\\.json$",
      ...packages.filter((name) => name !== "node").map((name) => `node_modules/${escape(name)}(/|$)`),
    ],
    ...(packages.includes("node") ? { dependencyTypesNot: ["local", "core"] } : {}),
  },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle hides which of two files owns a fact.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "An import that resolves to nothing fails at run time only.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-product-on-test",
      comment: "The product must work without its tests, scripts and engine.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|scripts|engine|examples|bench)/" },
    },
    ...houseRules,
    ...packageRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
