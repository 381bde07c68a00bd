import { Option } from 'commander';

/** The environment that a command works on, or the organization. */
export function targetOption(): Option {
  return new Option('--environment <name>', 'an environment, or organizations').makeOptionMandatory();
}

/** @param verb what the command does with the output of synth */
export function fromOption(verb: string): Option {
  return new Option('--from <folder>', `${verb} the synth output in this folder (default: synthesize now)`);
}

/** Where the bundle is written. */
export function outOption(): Option {
  return new Option(
    '--out <bundle>',
    'a file, or s3://BUCKET/SERVICE/ENVIRONMENT/bundles/NAME.zip (default: a file in cdktf.out/plans)',
  );
}
