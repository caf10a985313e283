/** Priority classes of the plan's priorities: larger ones go first in the queue, and push no running pod out. */
import type * as pulumi from "@pulumi/pulumi";
import { priorityClassName } from "../../schedule/priority.js";
import type { Site } from "../platform.js";
import type { KubernetesSdk } from "./sdk.js";

export class PriorityClasses {
  private readonly created = new Map<number, pulumi.Resource>();

  constructor(
    private readonly sdk: KubernetesSdk,
    private readonly site: Site,
    private readonly options: pulumi.CustomResourceOptions,
  ) {}

  /** The class of a value, made when it is first asked for. */
  of(value: number): pulumi.Resource {
    const known = this.created.get(value);
    if (known !== undefined) return known;
    const name = priorityClassName(value);
    const made = new this.sdk.PriorityClass(
      `${this.site.name}-priority-${value}`,
      {
        metadata: { name },
        value,
        preemptionPolicy: "Never",
        globalDefault: false,
        description: `Planned with priority ${value}: goes before lower ones in the queue, and takes no running pod's place.`,
      },
      this.options,
    );
    this.created.set(value, made);
    return made;
  }
}
