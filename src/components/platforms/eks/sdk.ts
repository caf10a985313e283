/** The sub-modules of `@pulumi/aws` that are used, loaded together so that a missing one shows at once. */
import type * as ec2 from "@pulumi/aws/ec2";
import type * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import { loadSdk } from "../load-sdk.js";

export interface AwsSdk {
  readonly ec2: typeof ec2;
  readonly eks: typeof eks;
  readonly iam: typeof iam;
  readonly kms: typeof kms;
}

export function awsSdk(): AwsSdk {
  return {
    ec2: loadSdk("@pulumi/aws/ec2", "eks") as typeof ec2,
    eks: loadSdk("@pulumi/aws/eks", "eks") as typeof eks,
    iam: loadSdk("@pulumi/aws/iam", "eks") as typeof iam,
    kms: loadSdk("@pulumi/aws/kms", "eks") as typeof kms,
  };
}
