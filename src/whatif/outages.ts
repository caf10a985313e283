/**
 * Outages that happened. Facts with their sources; what a scenario makes of them is in `reading`. A new one needs a
 * public source, its date and the places that it took: services alone are nothing that the model knows.
 */
import type { Confidence } from "../model/evidence.js";
import type { Outage } from "../model/outage.js";

/** `asOf`: of the source. */
function read(source: string, asOf: string, confidence: Confidence): Outage["evidence"] {
  return { source, asOf, confidence };
}

/** The latest last. */
export const OUTAGES: readonly Outage[] = [
  {
    name: "azure-identity-2021-03",
    date: "2021-03-15",
    hours: 14,
    words:
      "a signing key of Azure Active Directory was removed too early, so that sign-ins failed everywhere",
    reading: "the whole provider, though what ran and asked for no token went on",
    events: [{ kind: "lose", what: "provider", name: "azure" }],
    evidence: read(
      "Microsoft's preliminary root cause analysis, 19:00 to 09:25 UTC, as reported on 2021-03-16",
      "2021-03-16",
      "secondary",
    ),
  },
  {
    name: "aws-us-east-1-2021-12",
    date: "2021-12-07",
    hours: 9,
    words: "devices between AWS's internal and main networks were congested, so that control planes failed",
    reading: "the whole region, though instances that ran went on",
    events: [{ kind: "lose", what: "region", name: "aws/us-east-1" }],
    evidence: read(
      "AWS, Summary of the AWS Service Event in the Northern Virginia (US-EAST-1) Region, 2021-12-10 (message 12721); hours by network measurements",
      "2021-12-10",
      "vendor-doc",
    ),
  },
  {
    name: "gcp-europe-west2-a-2022-07",
    date: "2022-07-19",
    hours: 39,
    words: "cooling failed in a building of the zone on a day of record heat, and machines were powered down",
    reading: "the availability zone, though one of its buildings was down and regional storage failed too",
    events: [{ kind: "lose", what: "az", name: "europe-west2-a" }],
    evidence: read(
      "Google Cloud incident fmEL9i2fArADKawkZAa2, as copied by an index of incidents",
      "2022-07-21",
      "secondary",
    ),
  },
  {
    name: "gcp-europe-west9-2023-04",
    date: "2023-04-25",
    words: "water and a fire in a data centre took the region down at first, and its zone a for weeks",
    reading: "the whole region, as in the first hours",
    events: [{ kind: "lose", what: "region", name: "gcp/europe-west9" }],
    evidence: read(
      "reports of The Register (2023-05-10) and ITPro that quote Google's status page",
      "2023-05-10",
      "secondary",
    ),
  },
  {
    name: "alibaba-singapore-c-2024-09",
    date: "2024-09-10",
    words: "a battery fire in a data centre in Singapore took machines of zone C down for days",
    reading: "the availability zone",
    events: [{ kind: "lose", what: "az", name: "ap-southeast-1c" }],
    evidence: read(
      "news of 2024-09-11 that quote Alibaba Cloud and Digital Realty",
      "2024-09-11",
      "secondary",
    ),
  },
  {
    name: "gcp-global-2025-06",
    date: "2025-06-12",
    hours: 7,
    words: "a policy with blank fields crashed Service Control in every region, and APIs refused requests",
    reading: "the whole provider, though what ran and asked no API went on",
    events: [{ kind: "lose", what: "provider", name: "gcp" }],
    evidence: read(
      "Google Cloud incident ow5i3PPK96RduMcb1SsW (10:51 to 18:18 US/Pacific), as copied by customers",
      "2025-06-13",
      "secondary",
    ),
  },
  {
    name: "aws-us-east-1-2025-10",
    date: "2025-10-19",
    hours: 15,
    words:
      "an empty DNS record of DynamoDB's endpoint stopped new connections, then launches of instances and load balancers",
    reading:
      "the whole region, though instances that ran went on; what is planned again would have waited there",
    events: [{ kind: "lose", what: "region", name: "aws/us-east-1" }],
    evidence: read(
      "AWS, Summary of the Amazon DynamoDB Service Disruption in the Northern Virginia (US-EAST-1) Region, as reproduced by readers",
      "2025-10",
      "secondary",
    ),
  },
];

export function outageNamed(name: string): Outage | undefined {
  return OUTAGES.find((outage) => outage.name === name);
}
