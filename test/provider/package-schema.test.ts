import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { COMPONENT_TOKENS } from "../../src/components/index.js";
import { SIM_TYPES } from "../../src/model/sim.js";
import { IMPLEMENTED_COMPONENTS, constructComponent } from "../../src/provider/construct.js";
import { IMPLEMENTED_FUNCTIONS } from "../../src/provider/functions.js";
import { packageSchema, packageSchemaText } from "../../src/provider/schema/package-schema.js";
import type { PropertySpecs, TypeSpec } from "../../src/provider/schema/package-spec.js";
import { ANY } from "../../src/provider/schema/package-spec.js";
import { IMPLEMENTED_RESOURCES } from "../../src/provider/stowage-provider.js";
import { VERSION } from "../../src/planner/index.js";

const SCHEMA = packageSchema(VERSION);

/** Every property and every type in it, with its path. */
function allProperties(): (readonly [string, TypeSpec & { readonly description?: string }])[] {
  const of = (at: string, specs: PropertySpecs) =>
    Object.entries(specs).map(([name, spec]) => [`${at}.${name}`, spec] as const);
  return [
    ...Object.entries(SCHEMA.resources).flatMap(([token, { inputProperties, properties }]) => [
      ...of(`${token} input`, inputProperties),
      ...of(`${token} output`, properties),
    ]),
    ...Object.entries(SCHEMA.functions).flatMap(([token, { inputs, outputs }]) => [
      ...of(`${token} input`, inputs.properties),
      ...of(`${token} output`, outputs.properties),
    ]),
    ...Object.entries(SCHEMA.types).flatMap(([token, type]) =>
      type.type === "object" ? of(token, type.properties) : [],
    ),
  ];
}

function refsOf(type: TypeSpec): string[] {
  return [
    ...(type.$ref === undefined ? [] : [type.$ref]),
    ...(type.items === undefined ? [] : refsOf(type.items)),
    ...(type.additionalProperties === undefined ? [] : refsOf(type.additionalProperties)),
  ];
}

describe("the package schema", () => {
  it("is the committed one", () => {
    const file = path.join(__dirname, "..", "..", "schemas", "pulumi.schema.json");
    assert.equal(readFileSync(file, "utf8"), packageSchemaText(VERSION));
  });

  it("promises exactly the resources, components and functions that the plugin has", () => {
    const tokens = (component: boolean) =>
      Object.entries(SCHEMA.resources)
        .filter(([, { isComponent = false }]) => isComponent === component)
        .map(([token]) => token)
        .sort();
    assert.deepEqual(tokens(false), [...IMPLEMENTED_RESOURCES].sort());
    assert.deepEqual(tokens(false), Object.values(SIM_TYPES).sort());
    assert.deepEqual(tokens(true), [...IMPLEMENTED_COMPONENTS].sort());
    assert.deepEqual(Object.keys(SCHEMA.functions).sort(), [...IMPLEMENTED_FUNCTIONS].sort());
  });

  it("leaves out the components that hang on an object of the program, and the plugin says why", async () => {
    const left = Object.values(COMPONENT_TOKENS).filter((token) => !IMPLEMENTED_COMPONENTS.includes(token));
    assert.deepEqual(left, [COMPONENT_TOKENS.nodePool, COMPONENT_TOKENS.workload]);
    for (const token of left)
      await assert.rejects(
        constructComponent(token, "it", {}, {}),
        /hangs on a cluster object of the same TypeScript program; use stowage:index:Cluster, which makes/,
      );
    await assert.rejects(constructComponent("stowage:index:Moon", "it", {}, {}), /has no component .*Moon/);
  });

  it("types and describes every property; any value is left only where no type of Pulumi's would say more", () => {
    const properties = allProperties();
    assert.ok(properties.length > 80);
    for (const [at, { description, type, $ref }] of properties) {
      assert.ok((description ?? "").length > 3, `${at} is described`);
      assert.ok(type !== undefined || $ref !== undefined, `${at} is typed`);
    }
    assert.deepEqual(
      properties.filter(([, { $ref }]) => $ref === ANY).map(([at]) => at),
      [
        // An object or the path of its file.
        "stowage:index:Fleet input.spec",
        // Resources of other packages, whose schemas nobody should have to load for ours.
        "stowage:index:EksWiring.kubernetesProvider",
        "stowage:index:AksWiring.kubernetesProvider",
        "stowage:index:GkeWiring.kubernetesProvider",
        "stowage:index:FleetClusterWiring.provider",
      ],
    );
  });

  it("refers only to types that it has, and has none that nothing refers to", () => {
    const used = new Set(allProperties().flatMap(([, type]) => refsOf(type)));
    used.delete(ANY);
    assert.deepEqual(
      [...used].sort(),
      Object.keys(SCHEMA.types)
        .map((token) => `#/types/${token}`)
        .sort(),
    );
  });

  it("requires only what it has, and uses no name that Pulumi keeps for itself", () => {
    for (const [token, { inputProperties, requiredInputs, properties, required }] of Object.entries(
      SCHEMA.resources,
    )) {
      for (const name of requiredInputs) assert.ok(name in inputProperties, `${token} has ${name}`);
      for (const name of required) assert.ok(name in properties, `${token} has ${name}`);
      for (const name of [...Object.keys(inputProperties), ...Object.keys(properties)])
        assert.ok(!["id", "urn", "pulumi", "__self__"].includes(name), `${token} has ${name}`);
    }
  });
});
