import { refused, type DocumentRule } from './document-rule';

/**
 * `onFailure` and `onCancel` read letters, digits and underscores after `step:`, and cdk-ssm-documents of AWS Labs takes
 * 3 to 128 characters.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
const STEP_NAME = /^\w{3,128}$/;

/** Steps are found by their names: each has one of its own. */
export const stepNames: DocumentRule = ({ mainSteps }) =>
  mainSteps.flatMap(({ name }, index) => [
    ...(STEP_NAME.test(name)
      ? []
      : [
          refused('step-name-invalid', 'aws', {
            path: `mainSteps/${index}/name`,
            found: name,
            message: 'a step has a name of 3 to 128 letters, digits and underscores',
            remedy: 'give it such a name, and write it so wherever a step goes there',
          }),
        ]),
    ...(mainSteps.findIndex((step) => step.name === name) === index
      ? []
      : [
          refused('step-name-not-unique', 'aws', {
            path: `mainSteps/${name}`,
            message: `more than one step is called ${name}`,
            remedy: 'give each step a name of its own',
          }),
        ]),
  ]);
