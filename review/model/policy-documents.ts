import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import { statementsOfDocument } from '../../domain/iam/canonical-statement';
import { byName, type Keyed, type Value } from '../../domain/terraform/changes/value';

const REFERENCE = /^\$\{data\.aws_iam_policy_document\.([\w-]+)\.(?:minified_)?json\}$/;

/** The policy document data sources of a stack, resolved where they are used. */
export class PolicyDocuments {
  /** What was resolved; undefined while it is being resolved, for documents that contain each other. */
  readonly #resolved = new Map<string, Keyed | undefined>();

  constructor(readonly documents: Readonly<Record<string, JsonObject>>) {}

  /** The statements that a text such as `${data.aws_iam_policy_document.trust.json}` refers to. */
  resolve(text: string): Value | undefined {
    return this.#statements(text);
  }

  /** What no resource contains: documents that nothing refers to, and other arguments of referenced documents. */
  remains(): [name: string, json: JsonObject][] {
    return Object.entries(this.documents).flatMap(([name, json]): [string, JsonObject][] => {
      if (!this.#resolved.has(name)) return [[name, json]];
      const { statement: _statement, '//': _comment, provider: _provider, ...rest } = json;
      const other = Object.entries(rest).filter(([argument]) => !SOURCES.includes(argument));
      return other.length === 0 ? [] : [[name, Object.fromEntries(other)]];
    });
  }

  #statements(text: string): Keyed | undefined {
    const name = REFERENCE.exec(text)?.[1];
    if (name === undefined || !Object.hasOwn(this.documents, name)) return undefined;
    if (this.#resolved.has(name)) return this.#resolved.get(name);
    const json = this.documents[name] ?? {};
    this.#resolved.set(name, undefined);
    const own = statementsOfDocument(json['statement']);
    const [sources, overrides] = SOURCES.map((argument) =>
      [json[argument] ?? []].flat().map((source): Keyed => this.#source(jsonText(source))),
    );
    // A later statement replaces an earlier one with the same Sid.
    const all = [...(sources ?? []), own, ...(overrides ?? [])].flatMap((statements) => [...statements]);
    const statements = new Map([...new Map(all)].toSorted(byName));
    this.#resolved.set(name, statements);
    return statements;
  }

  /** A document that cannot be resolved is shown as the reference. */
  #source(text: string): Keyed {
    return this.#statements(text) ?? new Map([[text, text]]);
  }
}

const SOURCES: readonly string[] = ['source_policy_documents', 'override_policy_documents'];

export function policyDocumentsOf(data: unknown): PolicyDocuments {
  const documents = isObject(data) ? data['aws_iam_policy_document'] : undefined;
  const known = isObject(documents) ? Object.entries(documents).filter(([, json]) => isObject(json)) : [];
  return new PolicyDocuments(Object.fromEntries(known) as Record<string, JsonObject>);
}
