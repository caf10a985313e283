import { NODE_LABELS } from "../../model/kubernetes.js";
import type { GroupFilter } from "./filter.js";

/** Plugin VolumeBinding: a volume that exists in one availability zone is attached in that zone only. */
export const volumeBinding: GroupFilter = ({ volumeZones }, { labels, availabilityZone }) =>
  volumeZones.every((zone) => zone === availabilityZone || zone === labels[NODE_LABELS.availabilityZone])
    ? undefined
    : "node(s) didn't match PersistentVolume's node affinity";
