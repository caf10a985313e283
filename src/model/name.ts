/**
 * Lower-case letters, digits and hyphens; a Kubernetes label value and a Pulumi name.
 * @pattern ^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$
 */
export type Name = string;
