// That the committed code is fresh: some ten seconds of the generators' work, so with the tests of processes.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { processTest } from '../kit/long.ts'

const script = join(import.meta.dirname, '../../scripts/proto.ts')

processTest('the generated protobuf code is what the .proto files give', async t => {
  await t.notThrowsAsync(promisify(execFile)(process.execPath, [script, '--check']))
})
