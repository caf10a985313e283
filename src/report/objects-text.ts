/** Objects of Kubernetes' API as YAML documents. */
import { stringify } from "yaml";

const LINE_WIDTH = 110;

/** How every text begins, by which a later run knows its own files. */
export const OBJECTS_MARK = "# Written by `stowage export`";

/** `about`: what it is of, on the first line. Aliases are written out: not every reader takes them. */
export function renderObjects(objects: readonly object[], about: string): string {
  const documents = objects.map((object) =>
    stringify(object, { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false }),
  );
  return `${OBJECTS_MARK} ${about}\n${documents.join("---\n")}`;
}
