import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('E2 E3 E4 refuses names that AWS does not take', () => {
  const input = validEnvironment(({ vault, plan, rule, selection }) => {
    vault.name = 'E';
    plan.name = 'EC2 plan';
    rule.name = '';
    rule.vault = 'E';
    selection.name = 's'.repeat(51);
  });
  expect(refusalOf(input).replaceAll(/s{51}/g, '<51 letters>')).toBe(text`
    environments/dev.ts is refused: 4 problems

      backup.vaults.E.name = "E"
        "E" is not a valid vault name.
        → use 2 to 50 letters, digits, - and _

      backup.plans.EC2 plan.name = "EC2 plan"
        "EC2 plan" is not a valid plan name.
        → use 1 to 50 letters, digits, -, _ and .

      backup.plans.EC2 plan.rules..name = ""
        "" is not a valid rule name.
        → use 1 to 50 letters, digits, -, _ and .

      backup.plans.EC2 plan.selections.<51 letters>.name = "<51 letters>"
        "<51 letters>" is not a valid selection name.
        → use 1 to 50 letters, digits, -, _ and .
  `);
});

test('E2 refuses vaults that differ only by case, and takes the same name in another region', () => {
  const input = validEnvironment(({ environment }) => {
    environment.backup.vaults.push({ name: 'ec2' }, { name: 'EC2', region: 'ap-northeast-3' });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.ec2.name = "ec2"
        "ec2" differs from "EC2" only by case.
        → give it a unique name
  `);
});

test('E3 E4 refuses plans, rules and selections that are there twice or lose their difference in an address', () => {
  const input = validEnvironment(({ environment, plan, rule, selection }) => {
    plan.rules.push({ ...rule, schedule: 'cron(0 12 * * ? *)' });
    plan.selections.push({ ...selection, name: 'Tag.ged' });
    environment.backup.plans.push({ ...plan, name: 'ec2', rules: [rule], selections: [selection] });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.plans.ec2.name = "ec2"
        "ec2" differs from "EC2" only by case.
        → give it a unique name

      backup.plans.EC2.rules.Daily.name = "Daily"
        "Daily" is used twice.
        → give it a unique name

      backup.plans.EC2.selections.Tag.ged.name = "Tag.ged"
        "Tag.ged" and "Tagged" become the same Terraform address.
        → give it a unique name
  `);
});

test('E3 accepts names of properties as names', () => {
  const input = validEnvironment(({ vault, plan, rule, selection }) => {
    vault.name = 'constructor';
    plan.name = 'toString';
    rule.name = '__proto__';
    rule.vault = 'constructor';
    selection.name = 'hasOwnProperty';
  });
  expect(warningsOf(input)).toEqual([]);
});
