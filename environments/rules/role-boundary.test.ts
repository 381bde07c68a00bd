import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

const BOOTSTRAP = { github: { repository: 'example/backup' } };

test('E5 refuses a boundary that no stack creates', () => {
  const input = validEnvironment(({ environment }) => (environment.iam = { permissionsBoundary: 'made-here' }));
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      iam.permissionsBoundary = "made-here"
        The bootstrap creates it, but this environment has no bootstrap.
        → write the ARN of a policy, or remove it
  `);
});

test('E5 refuses a boundary of another account, and what is no policy', () => {
  const withBoundary = (permissionsBoundary: string) =>
    validEnvironment(({ environment }) => (environment.iam = { permissionsBoundary }));
  expect(refusalOf(withBoundary('arn:aws:iam::222222222222:policy/boundary'))).toContain(
    'The policy is outside account 111111111111',
  );
  expect(refusalOf(withBoundary('boundary'))).toContain(
    '"boundary" cannot name a policy.\n    → use made-here, none, or arn:aws:iam::<account>:policy/<name>',
  );
});

test.each([
  ['*'],
  ['iam:*'],
  ['iam:PassRole'],
  ['STS:AssumeRole'],
  ['i*:CreateRole'],
  ['organizations:LeaveOrganization'],
])('E5 refuses a boundary that bounds nothing: %s', (action) => {
  const input = validEnvironment(({ environment }) => {
    environment.bootstrap = BOOTSTRAP;
    environment.iam = { boundaryActions: [action] };
  });
  expect(refusalOf(input)).toContain(
    `With "${action}" a role could grant itself or others any permission: the boundary would limit nothing.`,
  );
});

test('E5 refuses further actions that are none, or that no boundary takes up', () => {
  const misspelt = validEnvironment(({ environment }) => {
    environment.bootstrap = BOOTSTRAP;
    environment.iam = { boundaryActions: ['codedeploy'] };
  });
  expect(refusalOf(misspelt)).toContain('"codedeploy" cannot name an action.');
  const withDigit = validEnvironment(({ environment }) => {
    environment.bootstrap = BOOTSTRAP;
    environment.iam = { boundaryActions: ['ec2:AssignIpv6Addresses'] };
  });
  expect(warningsOf(withDigit)).toEqual([]);
  const unused = validEnvironment(
    ({ environment }) => (environment.iam = { boundaryActions: ['codedeploy:CreateDeployment'] }),
  );
  expect(refusalOf(unused)).toContain(
    'They belong to the boundary that the bootstrap creates, but the boundary is none.',
  );
});

test('S13 warns of custom policies that the boundary may not let through', () => {
  const input = (boundaryActions: string[]) =>
    validEnvironment(({ environment }) => {
      environment.bootstrap = BOOTSTRAP;
      environment.iam = { boundaryActions };
      environment.ssmBackup = { automationPolicyArns: ['arn:aws:iam::111111111111:policy/own'] };
    });
  expect(warningsOf(input([]))).toEqual([
    'warning iam.boundaryActions: the boundary of the automation role does not include what ssmBackup.automationPolicyArns allow → list the actions that only your steps need',
  ]);
  expect(warningsOf(input(['codedeploy:CreateDeployment']))).toEqual([]);
});
