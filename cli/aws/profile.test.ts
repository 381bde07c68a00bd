import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder } from '../../testing/commands';

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

const CONFIG = `[default]
region = eu-west-1
[profile dev] # ours
region = eu-west-1
 [profile "quoted"]
region = eu-west-1
[sso-session work]
sso_region = eu-west-1
[stg]
region = eu-west-1
`;
const KEYS = '[default]\naws_access_key_id = x\n[prod]\naws_access_key_id = x\n# [gone]\n';

const inventory = (profile: string, variables: Record<string, string>) =>
  backupctl(['inventory', '--environment', 'dev', '--profile', profile], emptyFolder(), {
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  });

test('an unknown profile is wrong usage: the message names the files and the profiles in them', async () => {
  const files = configuration(CONFIG, KEYS);
  expect(await inventory('nonesuch', files)).toEqual({
    code: 2,
    stdout: '',
    stderr: `There is no profile nonesuch in ${files['AWS_CONFIG_FILE']} and ${files['AWS_SHARED_CREDENTIALS_FILE']}: they have default, dev, prod, quoted.
→ specify one of them, or add it with aws configure --profile nonesuch
`,
  });
});

test('the message is as clear without any AWS configuration', async () => {
  const nowhere = { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials' };
  expect((await inventory('dev', nowhere)).stderr).toContain(
    'There is no profile dev in /nowhere/config and /nowhere/credentials: neither file has a profile.',
  );
});

test.each(['dev', 'prod', 'quoted', 'default'])('accepts %s', async (profile) => {
  expect((await inventory(profile, configuration(CONFIG, KEYS))).stderr).not.toContain('There is no profile');
});
