/** Files as the objects in them: several documents a file, several objects a List. */
import type { Diagnostic, Severity } from "../../model/diagnostic.js";
import { parseYamlDocuments } from "../yaml-documents.js";
import { DocumentFaults } from "./document-faults.js";
import { Field } from "./fields.js";
import type { ManifestText } from "./imported.js";
import { readKind } from "./kinds.js";
import type { ReadKind } from "./kinds.js";
import { nameOf, namespaceOf } from "./object-names.js";
import type { GeneratedNames } from "./object-names.js";

/** An object of a kind that is read. */
export interface KubernetesObject {
  readonly kind: ReadKind;
  readonly name: string;
  /** Empty for kinds that belong to no namespace. */
  readonly namespace: string;
  readonly field: Field;
  /** File, document and place in its list: "web.yaml#/0 (Deployment)". */
  readonly origin: string;
}

export interface ReadDocuments {
  readonly objects: readonly KubernetesObject[];
  /** Call it when all is read: by file, document and line. */
  readonly diagnostics: () => Diagnostic[];
}

interface Typed {
  readonly kind: string;
  readonly apiVersion: string;
}

function typeOf(object: Field, inherited: Typed | undefined): Typed | undefined {
  if (object.object() === undefined) {
    return object.absent ? object.invalid("is empty; a Kubernetes object is needed") : undefined;
  }
  const [kind, apiVersion] = [object.at("kind"), object.at("apiVersion")];
  // Items of a typed list (DeploymentList) leave out what the list says.
  if (kind.absent && apiVersion.absent && inherited !== undefined) return inherited;
  const missing = [kind.absent ? "kind" : "", apiVersion.absent ? "apiVersion" : ""].filter(Boolean);
  if (missing.length > 0) {
    return object.invalid(
      `has no ${missing.join(" and no ")}; every Kubernetes object has both`,
      "add it, or leave the file out if it is no Kubernetes manifest",
    );
  }
  const [kindText, versionText] = [kind.text(), apiVersion.text()];
  return kindText === undefined || versionText === undefined
    ? undefined
    : { kind: kindText, apiVersion: versionText };
}

export class ObjectReader {
  readonly objects: KubernetesObject[] = [];
  private readonly generated: GeneratedNames = new Map();

  read(object: Field, place: string, inherited?: Typed): void {
    const type = typeOf(object, inherited);
    if (type === undefined) return;
    if (type.kind.endsWith("List") && (type.kind === "List" || Array.isArray(object.at("items").value))) {
      const kind = type.kind.slice(0, -"List".length);
      const items = kind === "" ? undefined : { kind, apiVersion: type.apiVersion };
      object
        .at("items")
        .items()
        .forEach((item, index) => {
          this.read(item, `${place}/items/${index}`, items);
        });
      return;
    }
    this.add(object, place, type);
  }

  private add(object: Field, place: string, { kind: kindText, apiVersion }: Typed): void {
    const kind = readKind(object, kindText, apiVersion);
    if (kind === undefined) return;
    const name = nameOf(object, kind, this.generated);
    const namespace = namespaceOf(object, kind);
    if (name === undefined || namespace === undefined) return;
    this.objects.push({ kind, name, namespace, field: object, origin: `${place} (${kind})` });
  }
}

/** One empty file among others is left over from something; where there is no other, it is a mistake. */
function emptyFile(file: string, severity: Severity): Diagnostic {
  return {
    code: "invalid-manifest",
    severity,
    file,
    path: "",
    message: "the file is empty: it holds no Kubernetes object",
    hint: "remove it, or put manifests into it",
  };
}

export function readDocuments(files: readonly ManifestText[]): ReadDocuments {
  const reader = new ObjectReader();
  const found: (() => readonly Diagnostic[])[] = [];
  let empty = 0;
  for (const { file, text } of files) {
    const { documents, diagnostics } = parseYamlDocuments(file, text);
    found.push(() => diagnostics);
    const filled = documents.filter(({ value }) => value !== null && value !== undefined);
    if (diagnostics.length === 0 && filled.length === 0) {
      empty += 1;
      found.push(() => [emptyFile(file, empty === files.length ? "error" : "warning")]);
    }
    documents.forEach(({ value, lineOf }, index) => {
      if (value === null || value === undefined) return;
      const faults = new DocumentFaults(file, lineOf);
      found.push(() => faults.sorted());
      reader.read(new Field(faults, value, ""), `${file}#/${index}`);
    });
  }
  return { objects: reader.objects, diagnostics: () => found.flatMap((list) => list()) };
}
