import { Command } from 'commander';

import { policyEffectiveCommand } from './policy-effective';
import { policyExplainCommand } from './policy-explain';
import { policyLintCommand } from './policy-lint';
import { policyVerifyCommand } from './policy-verify';

/** What AWS will accept, and what each account will get: told before anything is deployed, and verified after it. */
export function policyCommand(): Command {
  return new Command('policy')
    .description('Judge backup policies of AWS Organizations; all but verify work without AWS.')
    .addCommand(policyLintCommand())
    .addCommand(policyEffectiveCommand())
    .addCommand(policyExplainCommand())
    .addCommand(policyVerifyCommand());
}
