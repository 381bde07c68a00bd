import { GENERAL } from '../general';
import { hit, type Judge, type TypeRules } from '../rule';
import { DOCUMENT_RULES } from './document-rules';

/** Steps of an automation: what leads away from a failure counts most. */
const step: Judge = (difference) => {
  const name = difference.path[3] ?? '';
  if (difference.path.length === 3)
    return [
      hit(
        difference.after === undefined ? DOCUMENT_RULES.documentStepRemoved : DOCUMENT_RULES.documentChanged,
        difference,
      ),
    ];
  return [
    hit(
      ['onFailure', 'isCritical', 'onCancel'].includes(name)
        ? DOCUMENT_RULES.documentFailure
        : DOCUMENT_RULES.documentChanged,
      difference,
    ),
  ];
};

/** Which step follows which is also how failures find their way. */
const order: Judge = (difference, { differences }) => {
  const stepsDiffer = differences.some(({ path }) => path.length === 3 && path[1] === 'mainSteps');
  return stepsDiffer ? [] : [hit(DOCUMENT_RULES.documentChanged, difference)];
};

export const DOCUMENT_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_ssm_document: {
    added: GENERAL.added,
    removed: DOCUMENT_RULES.documentRemoved,
    attributes: {
      name: GENERAL.replaced,
      document_type: GENERAL.replaced,
      document_format: DOCUMENT_RULES.documentChanged,
      version_name: DOCUMENT_RULES.documentChanged,
      target_type: DOCUMENT_RULES.documentChanged,
      'permissions/**': DOCUMENT_RULES.documentOpened,
      'content/description': GENERAL.description,
      'content/mainSteps (order)': order,
      'content/mainSteps/**': step,
      'content/**': DOCUMENT_RULES.documentChanged,
    },
  },
};
