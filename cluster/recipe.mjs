// The control plane that is built for tests: etcd, Kubernetes' own programs and KWOK in one file.
// @ts-check
import path from "node:path";

/** Kubernetes' version; those of etcd (3.6.8) and KWOK (0.8.0) stand in go/go.mod. */
const KUBERNETES_VERSION = "1.36.3";
const [major = "", minor = ""] = KUBERNETES_VERSION.split(".");

/** @type {import("../engine/build-program.mjs").Recipe} */
export const CONTROL_PLANE = {
  name: "control-plane",
  version: KUBERNETES_VERSION,
  modules: path.join(import.meta.dirname, "go"),
  package: ".",
  versionSymbol: "k8s.io/component-base/version.gitVersion",
  symbols: {
    "k8s.io/component-base/version.gitMajor": major,
    "k8s.io/component-base/version.gitMinor": minor,
    "k8s.io/component-base/version.gitTreeState": "clean",
  },
  minimumGo: "1.26.0",
};
