/**
 * A stand-in for a cloud's provider plugin: it takes every resource type, stores nothing and returns what it was
 * given. So components of real clouds run on a real engine with those clouds' own SDK classes, and the stack's
 * state shows what would have been sent. It proves nothing about the cloud.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes the plugin's folder, for `plugins.providers` of a Pulumi.yaml. `schema` is what YAML programs see. */
export function standInProvider(folder: string, schema: { readonly name: string }): string {
  const plugin = path.join(folder, `stand-in-${schema.name}`);
  mkdirSync(plugin);
  const executable = path.join(plugin, `pulumi-resource-${schema.name}`);
  const sdk = JSON.stringify(require.resolve("@pulumi/pulumi"));
  writeFileSync(
    executable,
    `#!${process.execPath}
const { provider } = require(${sdk});
const nameOf = (urn) => urn.split("::").pop();
provider.main({
  version: "99.0.0",
  schema: ${JSON.stringify(JSON.stringify({ version: "99.0.0", ...schema }))},
  check: async (urn, olds, news) => ({ inputs: news, failures: [] }),
  diff: async (id, urn, olds, news) =>
    ({ changes: Object.keys(news).some((key) => JSON.stringify(news[key]) !== JSON.stringify(olds[key])) }),
  create: async (urn, inputs) => {
    const id = "id-of-" + nameOf(urn);
    const computed = { arn: "arn-of-" + nameOf(urn), name: nameOf(urn), endpoint: "https://" + nameOf(urn), latestVersion: 1 };
    return { id, outs: { ...computed, ...inputs } };
  },
  read: async (id, urn, props) => ({ id, props }),
  update: async (id, urn, olds, news) => ({ outs: { ...olds, ...news } }),
  delete: async () => undefined,
}, process.argv.slice(2));
`,
  );
  chmodSync(executable, 0o755);
  return plugin;
}
