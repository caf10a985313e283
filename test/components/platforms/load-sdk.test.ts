import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { loadSdk } from "../../../src/components/platforms/load-sdk.js";

function missing(name: string): Error {
  return Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- /program/index.js`), {
    code: "MODULE_NOT_FOUND",
  });
}

describe("loadSdk", () => {
  it("names the command that installs a missing package", () => {
    const resolve = (module: string) => {
      throw missing(module);
    };
    assert.throws(
      () => loadSdk("@pulumi/azure-native/containerservice", "aks", resolve),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          "Platform aks needs the package @pulumi/azure-native, which is not installed.\n" +
            "  Install it next to your program: npm install @pulumi/azure-native",
        );
        return true;
      },
    );
  });

  it("passes on a fault inside the package", () => {
    const inside = missing("semver");
    const resolve = () => {
      throw inside;
    };
    assert.throws(
      () => loadSdk("@pulumi/aws/eks", "eks", resolve),
      (error) => error === inside,
    );
  });

  it("gives the module where it is installed", () => {
    assert.ok("Cluster" in (loadSdk("@pulumi/aws/eks", "eks") as object));
  });
});
