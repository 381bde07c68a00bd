import { refused, type DocumentRule } from './document-rule';

/**
 * `onFailure` and `onCancel` accept letters, digits and underscores after `step:`, and cdk-ssm-documents of AWS Labs
 * accepts 3 to 128 characters.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
const STEP_NAME = /^\w{3,128}$/;

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
