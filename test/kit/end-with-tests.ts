// Loaded into each test process: when all tests of its file are over, it ends, whatever socket or timer of a library is still open.

import { registerCompletionHandler } from 'ava'

registerCompletionHandler(() => process.exit())
