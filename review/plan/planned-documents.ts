import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import { type PolicyDocuments, policyDocumentsOf } from '../model/policy-documents';

/** Policy documents whose statements a plan shows, although Terraform reads them only during the apply. */
export interface PlannedDocuments {
  readonly documents: PolicyDocuments;
  /** The change of a resource that refers to these documents instead of unknown policies. */
  readonly resolved: (address: string, change: JsonObject) => JsonObject;
}

const REFERENCE = /^data\.aws_iam_policy_document\.([\w-]+)\.json$/;

/**
 * Terraform reads a document during the apply if a resource that it names changes then too. Each import changes tags, and so the
 * policy of what is imported is unknown, but not its statements.
 */
export function plannedDocuments({ resource_changes: resources, configuration }: JsonObject): PlannedDocuments {
  const read = listOf(resources).flatMap(({ mode, type, name, change }): [string, JsonObject][] => {
    const isDocument = mode === 'data' && type === 'aws_iam_policy_document' && isObject(change);
    return isDocument && isObject(change['after']) && isKnown(change['after_unknown'])
      ? [[jsonText(name), change['after']]]
      : [];
  });
  const documents = policyDocumentsOf({ aws_iam_policy_document: Object.fromEntries(read) });
  const root = isObject(configuration) ? configuration['root_module'] : undefined;
  const configured = new Map(
    listOf(isObject(root) ? root['resources'] : []).map(({ address, expressions }) => [address, expressions]),
  );
  return {
    documents,
    resolved: (address, change) => {
      const { after, after_unknown: unknown } = change;
      const expressions = configured.get(address);
      if (!isObject(after) || !isObject(unknown) || !isObject(expressions)) return change;
      const found = Object.keys(unknown).flatMap((argument): [string, string][] => {
        const text = referenceOf(expressions[argument]);
        return text !== undefined && documents.resolve(text) !== undefined ? [[argument, text]] : [];
      });
      const names = new Set(found.map(([argument]) => argument));
      const others = Object.fromEntries(Object.entries(unknown).filter(([argument]) => !names.has(argument)));
      return { ...change, after: { ...after, ...Object.fromEntries(found) }, after_unknown: others };
    },
  };
}

/** An expression that refers to one document and to nothing else. */
function referenceOf(expression: unknown): string | undefined {
  const references = isObject(expression) && Array.isArray(expression['references']) ? expression['references'] : [];
  const [text, data, ...others] = references.map(String);
  if (text === undefined || !REFERENCE.test(text) || data !== text.replace(/\.json$/, '')) return undefined;
  return others.length === 0 ? `\${${text}}` : undefined;
}

const RESULTS = new Set(['id', 'json', 'minified_json']);

/** Whether everything but the results of a document is known. */
function isKnown(unknown: unknown): boolean {
  const isUnknown = (one: unknown): boolean =>
    one === true || (typeof one === 'object' && one !== null && Object.values(one).some(isUnknown));
  return isObject(unknown) && Object.entries(unknown).every(([name, one]) => RESULTS.has(name) || !isUnknown(one));
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
