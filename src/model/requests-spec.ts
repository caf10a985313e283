/** Amounts of resources, as people write them. */

/**
 * A Kubernetes quantity, such as "500m", "2", "1.5Gi". Numbers are read as their text.
 * @minLength 1
 * @maxLength 64
 */
export type QuantityText = string;

export type Quantity = QuantityText | number;

/** cpu, memory, ephemeral-storage and extended resources by their Kubernetes names. */
export interface RequestsSpec {
  readonly cpu?: Quantity;
  readonly memory?: Quantity;
  readonly "ephemeral-storage"?: Quantity;
  readonly [extendedResource: string]: Quantity | undefined;
}
