import { DOCUMENTED_LIMITS } from '../../../../domain/aws-limits/documented';
import { patternOf } from '../../../../domain/aws-limits/limit';
import { refused, type DocumentRule } from './document-rule';

const STEP_NAME = patternOf(DOCUMENTED_LIMITS.automationStepName);

/** Step names are valid and unique. */
export const stepNames: DocumentRule = ({ mainSteps }) =>
  mainSteps.flatMap(({ name }, index) => [
    ...(STEP_NAME.test(name)
      ? []
      : [
          refused('step-name-invalid', 'aws', {
            path: `mainSteps/${index}/name`,
            found: name,
            message: 'the name of a step has 3 to 128 letters, digits and underscores',
            remedy: 'rename it',
          }),
        ]),
    ...(mainSteps.findIndex((step) => step.name === name) === index
      ? []
      : [
          refused('step-name-not-unique', 'aws', {
            path: `mainSteps/${name}`,
            message: `more than one step is named ${name}`,
            remedy: 'give each step a unique name',
          }),
        ]),
  ]);
