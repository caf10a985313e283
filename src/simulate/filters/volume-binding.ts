import { NODE_LABELS } from "../../model/kubernetes.js";
import type { GroupFilter } from "./group-filter.js";

/** Plugins VolumeBinding and VolumeZone: a volume of one availability zone is attached in that zone only. */
export const volumeBinding: GroupFilter = ({ volumeZones }, { labels, availabilityZone }) =>
  volumeZones.every((zone) => zone === availabilityZone || zone === labels[NODE_LABELS.availabilityZone])
    ? undefined
    : "node(s) didn't match PersistentVolume's node affinity";
