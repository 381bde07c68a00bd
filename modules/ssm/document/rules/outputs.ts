import { refused, type DocumentRule } from './document-rule';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html */
const OUTPUT_NAME = /^\w{1,50}$/;

/** The name of an output is valid, and unique in its step. */
export const outputs: DocumentRule = ({ mainSteps }) =>
  mainSteps.flatMap((step) =>
    (step.outputs ?? []).flatMap(({ Name }, index, all) => {
      const path = `mainSteps/${step.name}/outputs/${index}/Name`;
      if (!OUTPUT_NAME.test(Name)) {
        return [
          refused('output-name-invalid', 'aws', {
            path,
            found: Name,
            message: 'the name of an output has 1 to 50 letters, digits and underscores',
            remedy: 'rename it',
          }),
        ];
      }
      if (all.findIndex((output) => output.Name === Name) === index) return [];
      return [
        refused('output-name-not-unique', 'backupctl', {
          path,
          found: Name,
          message: `step ${step.name} has an earlier output ${Name}`,
          remedy: 'give each output of the step a unique name',
        }),
      ];
    }),
  );
