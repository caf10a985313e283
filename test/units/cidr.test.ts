import assert from "node:assert/strict";
import { cidrContains, cidrsOverlap, ipv4Size, isCidr, isIpv6Cidr } from "../../src/units/cidr.js";

describe("ranges of addresses", () => {
  it("are read in CIDR notation, of both families, and nothing else is", () => {
    for (const range of ["10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::/0", "10.1.2.3/32"])
      assert.equal(isCidr(range), true, range);
    for (const text of [
      "10.0.0.0",
      "10.0/8",
      "010.0.0.0/8",
      "10.0.0.0/33",
      "::/129",
      "300.0.0.0/8",
      "",
      "a/8",
    ])
      assert.equal(isCidr(text), false, text);
    assert.equal(isIpv6Cidr("fd00::/8"), true);
    assert.equal(isIpv6Cidr("10.0.0.0/8"), false);
  });

  it("hold what their prefix says, and bits behind it change nothing", () => {
    assert.equal(cidrContains("10.0.0.0/8", "10.255.0.0/16"), true);
    assert.equal(cidrContains("10.9.9.9/8", "10.255.0.0/16"), true);
    assert.equal(cidrContains("10.255.0.0/16", "10.0.0.0/8"), false);
    assert.equal(cidrContains("fc00::/7", "fd12::/16"), true);
    assert.equal(cidrContains("0.0.0.0/0", "fd12::/16"), false);
    assert.equal(cidrContains("10.0.0.0/8", "nonsense"), false);
  });

  it("overlap where one holds the other, in either order", () => {
    assert.equal(cidrsOverlap("10.1.0.0/16", "10.0.0.0/8"), true);
    assert.equal(cidrsOverlap("10.0.0.0/8", "10.1.0.0/16"), true);
    assert.equal(cidrsOverlap("10.0.0.0/16", "10.1.0.0/16"), false);
    assert.equal(cidrsOverlap("10.0.0.0/16", "10.0.0.0/16"), true);
  });

  it("have two to the power of their free bits", () => {
    assert.equal(ipv4Size("10.0.0.0/24"), 256);
    assert.equal(ipv4Size("0.0.0.0/0"), 2 ** 32);
    assert.equal(ipv4Size("10.0.0.0/32"), 1);
    assert.equal(ipv4Size("fd00::/8"), 0);
  });
});
