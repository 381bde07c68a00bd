import { refused, type DocumentRule } from './document-rule';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html */
const OUTPUT_NAME = /^\w{1,50}$/;

/** An output has a name by which it can be referred to, once in its step. */
export const outputs: DocumentRule = ({ mainSteps }) =>
  mainSteps.flatMap((step) =>
    (step.outputs ?? []).flatMap(({ Name }, index, all) => {
      const path = `mainSteps/${step.name}/outputs/${index}/Name`;
      if (!OUTPUT_NAME.test(Name)) {
        return [
          refused('output-name-invalid', 'aws', {
            path,
            found: Name,
            message: 'an output has a name of 1 to 50 letters, digits and underscores',
            remedy: 'give it such a name',
          }),
        ];
      }
      if (all.findIndex((output) => output.Name === Name) === index) return [];
      return [
        refused('output-name-not-unique', 'backupctl', {
          path,
          found: Name,
          message: `step ${step.name} has another output ${Name} before it`,
          remedy: 'give each output of a step a name of its own',
        }),
      ];
    }),
  );
