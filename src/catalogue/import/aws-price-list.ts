/**
 * The EC2 offer file of the AWS price list (`offerCode` AmazonEC2, one region or all):
 * docs.aws.amazon.com/awsaccountbilling, "Reading the service price list files", 2026. Products carry
 * `attributes`, `terms.OnDemand` carries the prices by sku. Of all products only Linux on shared tenancy without
 * licence or installed software counts; reserved terms are commitments and are not read.
 */
import type { Imported } from "./import-request.js";
import { Offerings } from "./offerings.js";
import type { Place, Reading } from "./reading.js";

interface Product {
  readonly sku: string;
  readonly instanceType: string;
  readonly region: string;
}

/** Attributes that a plain machine has; one that is absent does not speak against it. */
const PLAIN: Readonly<Record<string, string>> = {
  operatingSystem: "Linux",
  tenancy: "Shared",
  preInstalledSw: "NA",
  capacitystatus: "Used",
  operation: "RunInstances",
};

function isPlain(attributes: Place, reading: Reading): boolean {
  if (!reading.has(attributes, "instanceType") || !reading.has(attributes, "operatingSystem")) return false;
  return Object.entries(PLAIN).every(([key, wanted]) => {
    const value = reading.optionalText(reading.field(attributes, key));
    return value === undefined || value === wanted;
  });
}

function productOf(sku: string, place: Place, reading: Reading): Product | undefined {
  const attributes = reading.field(place, "attributes");
  if (!isPlain(attributes, reading)) return undefined;
  // Local zones and Wavelength zones have prices of their own and are no regions.
  if ((reading.optionalText(reading.field(attributes, "locationType")) ?? "AWS Region") !== "AWS Region") {
    return undefined;
  }
  const instanceType = reading.name(reading.field(attributes, "instanceType"), "an instance type");
  const region = reading.name(reading.field(attributes, "regionCode"), "a region");
  return instanceType === undefined || region === undefined ? undefined : { sku, instanceType, region };
}

/** Prices of a sku: `terms.OnDemand.<sku>.<term>.priceDimensions.<rate>` in "Hrs". */
function* dimensionsOf(onDemand: Place, sku: string, reading: Reading): Generator<Place> {
  const terms = reading.field(onDemand, sku);
  if (terms.value === undefined) return;
  for (const [, term] of reading.entries(terms)) {
    for (const [, dimension] of reading.entries(reading.field(term, "priceDimensions"))) {
      if (reading.text(reading.field(dimension, "unit")) === "Hrs") yield dimension;
    }
  }
}

/** USD where it is quoted, CNY in China; a list in anything else is refused. */
function quoted(dimension: Place, reading: Reading): { currency: string; price: Place } | undefined {
  const prices = reading.field(dimension, "pricePerUnit");
  for (const currency of ["USD", "CNY", "EUR"]) {
    const price = reading.field(prices, currency);
    if (price.value !== undefined) return { currency, price };
  }
  reading.expected("a price in USD, CNY or EUR", prices);
  return undefined;
}

export function readAwsPriceList(pages: readonly Place[], reading: Reading): Imported {
  const offerings = new Offerings(reading);
  const dates: string[] = [];
  let unpriced = 0;
  for (const page of pages) {
    const code = reading.text(reading.field(page, "offerCode"));
    if (code !== undefined && code !== "AmazonEC2") {
      reading.fault(
        "not-supported",
        `${page.path}/offerCode`,
        `expected the offer of AmazonEC2, found ${code}`,
      );
      continue;
    }
    const date = reading.optionalText(reading.field(page, "publicationDate"))?.slice(0, 10);
    if (date !== undefined) dates.push(date);
    const onDemand = reading.field(reading.field(page, "terms"), "OnDemand");
    if (reading.record(onDemand, "terms.OnDemand as an object") === undefined) continue;
    for (const [sku, place] of reading.entries(reading.field(page, "products"))) {
      const product = productOf(sku, place, reading);
      if (product === undefined) continue;
      const dimensions = [...dimensionsOf(onDemand, sku, reading)];
      if (dimensions.length === 0) unpriced += 1;
      for (const dimension of dimensions) {
        const price = quoted(dimension, reading);
        const microPerHour = price === undefined ? undefined : reading.micro(price.price);
        if (price === undefined || microPerHour === undefined) continue;
        const { instanceType, region } = product;
        const { currency } = price;
        offerings.add(
          { provider: "aws", region, instanceType, purchaseOption: "on-demand", microPerHour, currency },
          dimension,
          date,
        );
      }
    }
  }
  if (unpriced > 0) reading.note(`${unpriced} products of the price list have no on-demand price an hour`);
  const asOf = dates.sort().at(-1);
  return {
    contents: { offerings: offerings.values(reading) },
    ...(asOf === undefined ? {} : { asOf }),
    confidence: "vendor-doc",
  };
}
