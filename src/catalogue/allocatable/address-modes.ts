/** How a platform's network gives addresses to pods, which bounds the pods of a node. The default comes first. */
export const ADDRESS_MODES = {
  eks: ["secondary-ip", "prefix-delegation", "custom-networking", "custom-networking-prefix"],
  aks: ["overlay", "pod-subnet", "node-subnet", "kubenet"],
  gke: ["vpc-native"],
  tke: ["vpc-cni", "global-router"],
  cce: ["vpc-network", "tunnel", "cloud-native"],
  ack: ["terway-shared-eni", "terway-exclusive-eni", "flannel"],
  openshift: ["ovn-kubernetes"],
  k3s: ["overlay"],
  rke2: ["overlay"],
  microk8s: ["overlay"],
  kubeedge: ["overlay"],
  sim: ["overlay"],
  kubernetes: [],
} as const;

export type AllocatablePlatform = keyof typeof ADDRESS_MODES;
export type AddressMode = (typeof ADDRESS_MODES)[AllocatablePlatform][number];

/** Whether `platform` has a network of that kind. */
export function isAddressModeOf(platform: AllocatablePlatform, mode: string): mode is AddressMode {
  return (ADDRESS_MODES[platform] as readonly string[]).includes(mode);
}
