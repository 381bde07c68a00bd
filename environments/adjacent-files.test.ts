import { adjacentFiles } from './adjacent-files';

test('X2 reads the imports next to an environment, if there are any', () => {
  const files: Readonly<Record<string, string>> = { 'dev.imports.json': '{}' };
  const textOf = (name: string): string | undefined => files[name];
  expect(adjacentFiles('environments', 'dev', textOf).imports).toEqual({
    file: 'environments/dev.imports.json',
    text: '{}',
  });
  expect(adjacentFiles('environments', 'stg', textOf).imports).toBeUndefined();
});

test('X2 refuses imports that cannot be read: Terraform would create everything a second time', () => {
  const unreadable = (): never => {
    throw new Error('EACCES: permission denied, open');
  };
  expect(() => adjacentFiles('environments', 'dev', unreadable)).toThrow(
    'environments/dev.imports.json is refused: 1 problem\n\n  the file\n    Cannot be read: EACCES: permission denied, open.\n    → make it a file that you can read, or remove it\n',
  );
});
