/** Ranges of IPv4 and IPv6 addresses in CIDR notation, as first and last address. */

export interface AddressRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function groupsOf(text: string): bigint[] {
  return text === "" ? [] : text.split(":").map((group) => BigInt(`0x${group}`));
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2 || !/^[0-9a-fA-F:]+$/.test(text) || /:::/.test(text)) return undefined;
  const [head = "", tail] = halves;
  if ([head, tail ?? ""].some((half) => half !== "" && !/^[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*$/.test(half)))
    return undefined;
  const [left, right] = [groupsOf(head), groupsOf(tail ?? "")];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => 0n), ...right];
  return groups.reduce((sum, group) => sum * 65536n + group, 0n);
}

/** Undefined where the text is no range. Bits behind the prefix are ignored, as routers do. */
export function addressRange(cidr: string): AddressRange | undefined {
  const [address = "", prefixText = "", ...rest] = cidr.split("/");
  const bits = address.includes(":") ? 128 : 32;
  const value = bits === 128 ? ipv6(address) : ipv4(address);
  const prefix = Number(prefixText);
  if (rest.length > 0 || value === undefined || !/^\d{1,3}$/.test(prefixText) || prefix > bits)
    return undefined;
  const size = 2n ** BigInt(bits - prefix);
  const first = (value / size) * size;
  return { bits, first, last: first + size - 1n };
}

export function rangeContains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last;
}
