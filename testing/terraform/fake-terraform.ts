import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Json } from './shadow';

/** A Terraform that always has the same plan, and records its calls. */
export interface FakeTerraform {
  /** With it in front. */
  readonly PATH: string;
  /** Its arguments so far, a line each time. */
  readonly asked: () => string;
}

/**
 * For tests that real Terraform cannot run without the AWS provider.
 *
 * @param plan as `terraform show -json` prints it
 * @param cases more of its script, such as `apply) exit 1 ;;`
 */
export function fakeTerraform(plan: Json, cases = ''): FakeTerraform {
  const bin = mkdtempSync(path.join(tmpdir(), 'fake-terraform-'));
  const [file, noted] = [path.join(bin, 'plan.json'), path.join(bin, 'asked')];
  writeFileSync(file, JSON.stringify(plan));
  const script = `#!/bin/sh
echo "$@" >> ${noted}
case "$1" in
  ${cases}
  version) echo '{"terraform_version": "1.11.4"}' ;;
  plan) touch plan.tfplan ;;
  show) cat ${file} ;;
esac
`;
  writeFileSync(path.join(bin, 'terraform'), script);
  chmodSync(path.join(bin, 'terraform'), 0o755);
  return {
    PATH: `${bin}:${process.env['PATH']}`,
    asked: () => (existsSync(noted) ? readFileSync(noted, 'utf8') : ''),
  };
}
