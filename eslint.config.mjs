import tseslint from "typescript-eslint";

const pureHouses = [
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
];

/** One program of types knows the tests' globals in src too; the built package has none of them. */
const testGlobals = ["describe", "it", "before", "after", "beforeEach", "afterEach", "Mocha"];

export default tseslint.config(
  {
    ignores: [
      "src/spec/generated/**",
      "dist/**",
      "**/node_modules/**",
      "schemas/**",
      ".stowage/**",
      "**/*.cjs",
    ],
  },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    // One program for all, and not one more for each example that has a tsconfig.json: the types of the cloud SDKs
    // are read once, which halves the time.
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    // mocha's describe/it and fast-check's assertions return values that a test has no use for.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      // A property draws the same inputs in every run, so that what fails is of the change at hand.
      "no-restricted-syntax": [
        "error",
        ...[
          "[arguments.length<2]",
          " > ObjectExpression.arguments:not(:has(Property[key.name='seed'], SpreadElement))",
        ].map((missing) => ({
          selector: `CallExpression[callee.object.name='fc'][callee.property.name='assert']${missing}`,
          message: "A property states its seed: fc.assert(property, { seed: SEED }).",
        })),
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: { "no-restricted-globals": ["error", ...testGlobals] },
  },
  {
    // The planner is pure: same input, same bytes.
    files: pureHouses.map((house) => `src/${house}/**/*.ts`),
    rules: {
      "no-restricted-globals": [
        "error",
        ...testGlobals,
        "process",
        "console",
        "Date",
        "setTimeout",
        "setInterval",
        "performance",
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "The planner is deterministic." },
        {
          object: "Math",
          property: "exp",
          message: "Implementation-approximated: results differ between machines.",
        },
        {
          object: "Math",
          property: "log",
          message: "Implementation-approximated: results differ between machines.",
        },
        {
          object: "Math",
          property: "pow",
          message: "Implementation-approximated: results differ between machines.",
        },
        { property: "localeCompare", message: "Depends on the locale: compare with < and >." },
      ],
    },
  },
);
