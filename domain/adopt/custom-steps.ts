import { isObject, type JsonObject, objectIn } from '../json-object';
import type { CheckStep } from '../ssm-backup/check-step';
import { stableJson } from '../stable-json';
import type { AdoptContext, AdoptedSteps } from './adopted';

/** The step that images the instance. Custom steps run before or after it (S13). */
const IMAGE_STEP = 'createImage';

/** What the document itself sets on custom steps. */
const BY_DOCUMENT = new Set(['isCritical', 'nextStep', 'onFailure']);

/**
 * The custom steps in a document of the SSM backup: the inverse of the function that builds it. Undefined if the document built
 * with these steps is not the same.
 */
export function customStepsOf(
  content: string,
  built: { readonly automationRoleArn: string; readonly pruneFunctionName: string },
  { backupDocument }: Pick<AdoptContext, 'backupDocument'>,
): AdoptedSteps | undefined {
  const found = objectIn(content) ?? {};
  const known = new Set(stepsOf(backupDocument({ ...built, before: [], after: [] })).map(({ name }) => name));
  const steps = stepsOf(found);
  const image = steps.findIndex(({ name }) => name === IMAGE_STEP);
  const custom = (part: readonly JsonObject[]) => part.filter(({ name }) => !known.has(name)).map(withoutFlow);
  const written = { before: custom(steps.slice(0, image)), after: custom(steps.slice(image)) };
  try {
    return stableJson(backupDocument({ ...built, ...written })) === stableJson(found) ? written : undefined;
  } catch {
    // The builder refuses these steps.
    return undefined;
  }
}

function stepsOf(document: object): JsonObject[] {
  const { mainSteps } = document as { readonly mainSteps?: unknown };
  return Array.isArray(mainSteps) ? mainSteps.filter(isObject) : [];
}

/** The schema checks its form later. */
function withoutFlow(step: JsonObject): CheckStep {
  return Object.fromEntries(Object.entries(step).filter(([key]) => !BY_DOCUMENT.has(key))) as unknown as CheckStep;
}
