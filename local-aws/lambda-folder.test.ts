import { FUNCTIONS } from '../modules/core/functions';
import { lambdaFolder } from './lambda-folder';

test('X4 the local AWS finds the code of a function by its name, and by its description where it has another name', () => {
  expect(lambdaFolder('lmd-del-backup-gen', undefined)).toBe('prune-images');
  expect(lambdaFolder('lmd-backup-failures', undefined)).toBe('report-backup-failures');
  expect(lambdaFolder('other', { Description: FUNCTIONS.prune.description })).toBe('prune-images');
  expect(lambdaFolder('other', { Description: 'of another repository' })).toBeUndefined();
  expect(lambdaFolder('other', undefined)).toBeUndefined();
});
