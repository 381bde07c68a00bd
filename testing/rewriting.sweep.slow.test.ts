import { replaceIn, Repository } from './rewritten-repository';

// A user's first step: every value in environments/ becomes theirs (U1, U2). It happens in a copy of the repository,
// where the contract tests and the type check must then pass.

let repository: Repository;

beforeAll(() => {
  repository = new Repository();
});

test('U1 U2 says which files to change while a value is wrong or the workflows are outdated', () => {
  expect(repository.contractFailure()).toContain(
    'main.yml does not match environments/index.ts: run npm run workflows',
  );
  const days = /deleteAfterDays: 400/;
  repository.change((files) => replaceIn(files, ['prod.ts'], days, 'deleteAfterDays: 100'));
  expect(repository.contractFailure()).toContain('environments/prod.ts is refused: 1 problem');
  repository.change((files) => replaceIn(files, ['prod.ts'], /deleteAfterDays: 100/, 'deleteAfterDays: 400'));
});

test('U1 U2 the contract tests and the type check pass with every value rewritten', () => {
  repository.generateWorkflows();
  expect(repository.names()).toEqual(['dev', 'stg', 'qa', 'prod']);
  expect(repository.contractFailure()).toBe('');
  expect(repository.typeErrors()).toBe('');
});

test('U1 U2 they pass without an organization', () => {
  repository.change((files) => void files.delete('organization.ts'));
  expect(repository.contractFailure()).toBe('');
  expect(repository.typeErrors()).toBe('');
});

test('U1 U2 they pass with a single environment', () => {
  repository.change((files) => {
    for (const name of ['dev', 'stg', 'qa']) {
      files.delete(`${name}.ts`);
      replaceIn(files, ['index.ts'], `  ${name}: () => import('./${name}'),\n`, '');
    }
  });
  repository.generateWorkflows();
  expect(repository.names()).toEqual(['prod']);
  expect(repository.contractFailure()).toBe('');
  expect(repository.typeErrors()).toBe('');
});
