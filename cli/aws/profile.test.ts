import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder } from '../testing';

function configuration(config: string, credentials: string): Record<string, string> {
  const folder = emptyFolder();
  const files = {
    AWS_CONFIG_FILE: path.join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'keys'),
  };
  writeFileSync(files.AWS_CONFIG_FILE, config);
  writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, credentials);
  return files;
}

const CONFIG =
  '[default]\nregion = eu-west-1\n[profile dev] # ours\n [profile "two words"]\n[sso-session work]\n[stg]\n';
const KEYS = '[default]\naws_access_key_id = x\n[prod]\n# [gone]\n';

const inventory = (profile: string, variables: Record<string, string>) =>
  backupctl(['inventory', '--environment', 'dev', '--profile', profile], emptyFolder(), {
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  });

test('a profile that is not there is wrong usage: where was looked, and what is there', () => {
  const files = configuration(CONFIG, KEYS);
  expect(inventory('nonesuch', files)).toEqual({
    code: 2,
    stdout: '',
    stderr: `There is no profile nonesuch in ${files['AWS_CONFIG_FILE']} and ${files['AWS_SHARED_CREDENTIALS_FILE']}: they have default, dev, prod, two words.
→ name one that is there, or add it by aws configure --profile nonesuch
`,
  });
});

test('without any configuration it is told too', () => {
  const nowhere = { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials' };
  expect(inventory('dev', nowhere).stderr).toContain(
    'There is no profile dev in /nowhere/config and /nowhere/credentials: neither has a profile.',
  );
});

test.each(['dev', 'prod', 'two words', 'default'])('takes %s', (profile) => {
  expect(inventory(profile, configuration(CONFIG, KEYS)).stderr).not.toContain('There is no profile');
});
