// All policies are mandatory unless the pack's configuration says otherwise:
//   pulumi preview --policy-pack policy-packs/baseline --policy-pack-config limits.json
//   limits.json: {"gap-within-limit": {"maxGapPpm": 20000}}
"use strict";
const { PolicyPack } = require("@pulumi/policy");
// By path, so that the pack and its policies are of one version wherever the package lies.
const { stowagePolicies } = require("../../dist/policy/index.js");

new PolicyPack("stowage-baseline", { enforcementLevel: "mandatory", policies: [...stowagePolicies] });
