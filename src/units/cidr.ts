/** Ranges of IPv4 and IPv6 addresses in CIDR notation. Bits behind the prefix are ignored, as routers do. */
import { IPv4, IPv6, isValidCIDR, parseCIDR } from "ipaddr.js";

/** Undefined where the text is no range: four decimal numbers, not the octal and shortened forms of old. */
function parsed(cidr: string): ReturnType<typeof parseCIDR> | undefined {
  const valid = cidr.includes(":") ? isValidCIDR(cidr) : IPv4.isValidCIDRFourPartDecimal(cidr);
  return valid ? parseCIDR(cidr) : undefined;
}

export function isCidr(cidr: string): boolean {
  return parsed(cidr) !== undefined;
}

export function isIpv6Cidr(cidr: string): boolean {
  return parsed(cidr)?.[0] instanceof IPv6;
}

/** Addresses of an IPv4 range; 0 where the text is none. */
export function ipv4Size(cidr: string): number {
  const range = parsed(cidr);
  return range === undefined || range[0] instanceof IPv6 ? 0 : 2 ** (32 - range[1]);
}

/** Whether every address of `inner` is one of `outer`. */
export function cidrContains(outer: string, inner: string): boolean {
  const [large, small] = [parsed(outer), parsed(inner)];
  if (large === undefined || small === undefined || large[0].kind() !== small[0].kind()) return false;
  return large[1] <= small[1] && small[0].match(large[0], large[1]);
}

/** Of two ranges that share an address, one holds the other. */
export function cidrsOverlap(left: string, right: string): boolean {
  return cidrContains(left, right) || cidrContains(right, left);
}
