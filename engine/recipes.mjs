// What is built where no engine is installed: the Pulumi command, and the host of Pulumi YAML programs.
// @ts-check
import path from "node:path";
import { BUILT_VERSION } from "./version.mjs";

/** @type {import("./build-program.mjs").Recipe} */
export const PULUMI = {
  name: "pulumi",
  version: BUILT_VERSION,
  modules: path.join(import.meta.dirname, "go"),
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  versionSymbol: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  minimumGo: "1.25.11",
};

/** @type {import("./build-program.mjs").Recipe} */
export const YAML_HOST = {
  name: "pulumi-language-yaml",
  version: "1.30.0",
  modules: path.join(import.meta.dirname, "go-yaml"),
  package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  versionSymbol: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
  minimumGo: "1.25.11",
};
