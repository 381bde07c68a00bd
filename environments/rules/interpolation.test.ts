import { refusalOf, text, validEnvironment } from '../../testing/environment-inputs';

test('refuses what Terraform would read as an expression, in keys and in values', () => {
  const input = validEnvironment(({ environment, rule, selection }) => {
    environment.tags = { Owner: '${data.team}' };
    rule.recoveryPointTags = { '%{if}': 'x' };
    selection.tags = { AWSBackup: ['EC2', '${EC2}'] };
    selection.match = 'any';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      tags.Owner = "\${data.team}"
        Terraform would read this as an expression, not as text.
        → write it without \${ and %{

      backup.plans.EC2.rules.Daily.recoveryPointTags = "%{if}"
        Terraform would read this as an expression, not as text.
        → write it without \${ and %{

      backup.plans.EC2.selections.Tagged.tags.AWSBackup = "\${EC2}"
        Terraform would read this as an expression, not as text.
        → write it without \${ and %{
  `);
});

test('reports a region that is an expression where it is set, not where it is inherited', () => {
  const input = validEnvironment(({ environment }) => {
    environment.region = '${var.region}';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      region = "\${var.region}"
        Terraform would read this as an expression, not as text.
        → write it without \${ and %{
  `);
});
