'use strict';

const path = require('node:path');

const { environment } = require('./python');

const VERSION = '3.39.0';

/** A mirror of provider packages that are unpacked: Terraform links to them. */
const mirror = path.join(environment, 'terraform-providers');

/** The AWS provider of the tests. */
const PROVIDER = {
  version: VERSION,
  mirror,
  /** @see https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror */
  folder: path.join(mirror, 'registry.terraform.io', 'hashicorp', 'aws', VERSION, 'linux_amd64'),
  program: `terraform-provider-aws_v${VERSION}_x5`,
  zip: `terraform-provider-aws_${VERSION}_linux_amd64.zip`,
  /** As HashiCorp publishes it, and as `zh:` in lock files. */
  sha256: '4b75e0a259b56d97e66b7d69f3f25bd4cc7be2440c0fe35529f46de7d40a49d3',
};

module.exports = { PROVIDER };
