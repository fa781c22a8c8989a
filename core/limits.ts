// Every maximum of the product, with its unit and the reason for its size. A limit is never written in place. (Only the bounds of one
// message are in proto/codec.ts, which imports nothing of ours.) It is long because that makes it the one place to look.

export const KIB = 1024
export const MIB = 1024 * KIB
export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export const limits = {
  /** Bytes of one envelope of any kind: a roster of 10,000 members takes 1.5 MB. */
  envelopeBytes: 4 * MIB,
  /** Bytes of a large message that one turn of the event loop decodes and checks: 64 KiB of heads take 2 ms, 15 ms in a process just started. */
  turnBytes: 64 * KIB,
  /** Entries of a long list that one turn of the event loop looks at: a few look-ups each, about 1 ms in all. */
  turnEntries: 1000,
  /** Signatures on one envelope: more admins than any fleet has. */
  signatures: 64,
  /** Signatures tried against keys for one role of one envelope: honest ones name their key and need one try each; 256 take 40 ms. */
  signatureTries: 256,
  /** Milliseconds an external signer may take: a person finds the token, types its PIN and touches it. */
  signerMs: 2 * MINUTE_MS,
  /** Bytes an external signer may print: a signature in hexadecimal takes 128, its complaints a few lines. */
  signerOutputBytes: 16 * KIB,
  /** Words of an external signer's command. */
  signerWords: 64,
  /** Characters of an id (patch, schedule, site, group): fits a file name, a log line and a table cell. */
  idLength: 200,
  /** Characters of a one-line text (title, reason). */
  lineLength: 500,
  /** Characters of one line of a log; strings of longer ones are cut. A stack with its causes fits. */
  logLineLength: 16 * KIB,
  /** Bytes of log lines kept for a file that cannot be written now, as on a full disk; what comes then is dropped. */
  logWaitingBytes: MIB,
  /** Characters of a longer text (changelog excerpt, deb stanza). */
  textLength: 64 * KIB,
  /** Characters of an absolute path below a node's root (PATH_MAX). */
  pathLength: 4096,
  /** Artifacts of one patch: the largest Debian source packages (linux, gcc) have fewer than 500 binaries. */
  artifacts: 1024,
  /** Bytes of one artifact: 16 GiB is 4,096 pieces of the largest size. */
  artifactBytes: 16 * 1024 * MIB,
  /** Members of one site's roster. */
  members: 10_000,
  /** Entries of the recall list, and of them with a name and reason: 43 bytes each, below 3 MB. */
  recalls: 65_536,
  recallNotes: 4096,
  /** Alarms of one node told at once: a machine that has more has one cause for most. */
  alarms: 64,
  /** Alarms that a coordinator keeps of its own, how long after they were last seen, and how often one of them is written again, in ms. */
  coordinatorAlarms: 1024,
  alarmKeptMs: 7 * DAY_MS,
  alarmRepeatMs: MINUTE_MS,
  /** When a roster that could not be signed anew is tried again, in ms: each try takes a version and writes it to the disk. */
  renewalRetryMs: 10 * MINUTE_MS,
  /** Starts of one node's agent that are remembered: one of them that speaks again after a later one is a second machine. */
  formerBoots: 8,
  /** How long two connections of one node from two addresses stay before both are asked whether they live, and for how long, in ms. */
  twoPlacesMs: 30 * SECOND_MS,
  probeMs: 5 * SECOND_MS,
  /** Objects of which two contents of one version are known. */
  frozen: 64,
  /** Longest life of an emergency schedule, in ms: what a node takes without knowing what else is current must end soon. */
  emergencyMs: 72 * HOUR_MS,
  /** Proposals that one admin key may have waiting at a coordinator, and their bytes: a stolen key fills no disk. */
  proposalsPerKey: 256,
  proposalBytesPerKey: 32 * MIB,
  /** Milliseconds a proposal waits for its signatures: admins on leave come back. */
  proposalMs: 30 * DAY_MS,
  /** How much older than the heartbeat an object may be that it does not name yet, in ms: an admin's clock and the coordinator's. */
  youngSlackMs: 5 * MINUTE_MS,
  /** Of `frozen`, how many may be of what an online key signs: it must not crowd out the admins' objects. */
  frozenOnline: 32,
  /** Contents kept as evidence that one version had two: of what is frozen now, and of what was. */
  evidence: 256,
  /** Times that the heads of one sync exchange are looked through: what came may make more worth fetching. */
  syncPasses: 8,
  /** Groups of one member. */
  groups: 64,
  /** Coordinators of one fleet. */
  coordinators: 16,
  /** Addresses of one node. */
  addresses: 32,
  /** Address prefixes of one site. */
  prefixes: 64,
  /** Detection rules of one patch. */
  detectionRules: 64,
  /** CVE names of one patch: a kernel update names hundreds. */
  cves: 4096,
  /** Patches of one schedule, or manifests of one approval. */
  schedulePatches: 1024,
  /** Imported public keys kept for verification: one per node of a large site and the roles. */
  keyObjects: 1024,
  /** Keys of one role, and roles of one root. */
  roleKeys: 64,
  /** Sites, groups or nodes one object may name: more are better said as a group. */
  targets: 10_000,
  /** Rings of one schedule. */
  rings: 32,
  /** Windows of one budget: three a day for a week. */
  windows: 21,
  /** Length of one window, in ms: it opens at least weekly. */
  windowMs: 7 * DAY_MS,
  /** What an emergency adds to a schedule's priority (0 to 100): it goes before everything else. */
  emergencyPriority: 101,
  /** A schedule that reaches a node later than this after its planned time is caught up with, in ms. */
  catchUpAfterMs: 5 * MINUTE_MS,
  /** Random wait of a node that catches up, in ms: spreads an office that is switched on together, hardly delays one. */
  catchUpJitterMs: 20 * SECOND_MS,
  /** A pause of the agent shorter than this is no pause (a restart, an update), in ms. */
  offlineMs: 2 * MINUTE_MS,
  /** First wait, and longest, before an install that a passing cause ended is tried again, in ms; it doubles. */
  installRetryMs: 30 * SECOND_MS,
  installRetryMaxMs: HOUR_MS,
  /** Feeds of one coordinator. */
  feeds: 64,
  /** Feeds whose index or folder is read at the same time: they share the line, and an index of Debian's main takes 45 MB of memory while it is read. */
  feedsAtOnce: 3,
  /** Largest time in signed objects: the year 9999, so that dates stay printable. */
  timeSeconds: 253_402_300_799,
  /** Outcomes, or artifacts with traffic, in one report: a node's queue is sent in several. */
  outcomes: 4096,
  /** Outcomes, or traffic entries, in one report that an agent sends: 500 of 2 KB stay below a report's size. */
  reportBatch: 500,
  /** Outcomes and traffic entries that an agent keeps for its reports: years of patches. */
  reportEntries: 20_000,
  /** How long an agent waits for more before it reports, and at least between two reports, in ms. */
  reportCoalesceMs: 200,
  reportIntervalMs: SECOND_MS,
  /** The same while news has been coming for long and more is under way: an eighth of that time, up to this. */
  reportBusyMs: 10 * SECOND_MS,
  /** How long after its start an agent sends its first report, in ms: by then it has neighbours to give it to. */
  reportStartMs: 3 * SECOND_MS,
  /** First and longest wait before a report that did not arrive is sent again, in ms; it doubles, with jitter. */
  reportRetryMs: SECOND_MS,
  reportRetryMaxMs: 5 * MINUTE_MS,
  /** About how long an agent with no news waits before it reports all the same, in ms: a coordinator that forgot it can say so then. */
  reportAliveMs: 6 * HOUR_MS,
  /** At most so often an agent tells everything again because a coordinator says that it forgot, in ms: it may say so each time. */
  reportAgainMs: 10 * MINUTE_MS,
  /** Milliseconds for one exchange of reports: 2 MiB over a thin line. */
  reportExchangeMs: MINUTE_MS,
  /** Bytes of a report that travels through neighbours, inventory included; a larger one its node takes to the coordinator itself. */
  relayedReportBytes: 256 * KIB,
  /** Reports in one batch, and their bytes inflated: an office's, with a few inventories. */
  batchedReports: 256,
  batchBytes: MIB,
  /** Bytes of one frame of the relay protocol: a batch that nothing compresses. */
  relayFrameBytes: MIB + 64 * KIB,
  /** Reports that wait at one node to be passed on, one of each member, and their bytes. */
  relayQueue: 512,
  relayQueueBytes: 4 * MIB,
  /** What one neighbour may give a node to pass on, in KiB: an office's inventories at once, then a report of each member every few seconds. */
  neighbourRelayKib: { burst: 4096, perSecond: 64 },
  /** At least between two batches to the coordinator, and how long it must be quiet for one to go sooner, in ms. */
  relayBatchMs: 2 * SECOND_MS,
  relayQuietMs: 250,
  /** How long a node waits for company before it passes reports on to a neighbour, in ms. */
  relayHopMs: 50,
  /** How long a node waits for the receipt of its report, in ms: a batch's time, a thin line's, and twice for a neighbour that is frozen. Each hop waits less, by relayStepMs. */
  relayWaitMs: 20 * SECOND_MS,
  relayStepMs: 500,
  /** First and longest time for which a neighbour that gave no receipt is passed over, in ms; it doubles. */
  relayPauseMs: 30 * SECOND_MS,
  relayPauseMaxMs: HOUR_MS,
  /** Neighbours through which a node tries one report: after them who made it takes it to the coordinator itself. */
  relayTries: 2,
  /** How long a report holds, in ms: its node sends a new one when anything changes, and every few hours. */
  reportValidMs: 365 * DAY_MS,
  /** How long changes are collected before a node thinks again, in ms: a sync brings many objects at once. */
  planCoalesceMs: 25,
  /** … and at most, where a thought takes long: what is new must not wait for a slow disk. */
  planPauseMs: SECOND_MS,
  /** How often it looks at all of it while installs follow one another, in ms, and at most so much of the time: hundreds of files take a while. */
  lookWhileInstallingMs: 10 * SECOND_MS,
  lookShare: 0.02,
  /** How long ago a file must have changed that its times can tell the next change, in ms. */
  hashSettledMs: 2 * SECOND_MS,
  /** How often a node looks at its machine without cause, in ms: someone may have changed it by hand. */
  rescanMs: HOUR_MS,
  /** How often a node notes that it is alive, and thinks again without cause, in ms. */
  aliveMs: MINUTE_MS,
  /** At least between two inventories, in ms: a series of installs makes one. */
  inventoryIntervalMs: 5 * SECOND_MS,
  /** Over how long an agent's rates are measured, and how often its byte counts are sampled, in ms. */
  rateWindowMs: 5 * SECOND_MS,
  rateSampleMs: SECOND_MS,
  /** How long a stopping agent tries to deliver its last reports, in ms. */
  stopGraceMs: 2 * SECOND_MS,
  /** How often an agent at rest looks at its memory, in ms, and how much more than at the last time is worth a collection, in bytes. */
  idleMemoryMs: 5 * SECOND_MS,
  idleMemoryBytes: 8 * MIB,
  /** Reasons for which one artifact's bytes crossed the WAN, and as many for which bytes from neighbours were of no use. */
  byteReasons: 16,
  /** Packages of one inventory: a full desktop has 4,000. */
  packages: 20_000,
  /** Bytes of an inventory after decompression: 20,000 packages of 200 bytes. */
  inventoryBytes: 4 * MIB,
  /** Leases and holdings of one announcement: small artifacts are leased in batches. */
  leases: 256,
  holdings: 512,
  /** Pieces that one announcement leases, all together: a file without ranges is leased whole, other leases are 512 pieces at most. */
  leasedPieces: 2 * 4096,
  /** Pieces of one artifact: 16 GiB in pieces of 4 MiB. */
  pieces: 4096,
  /** Connections of one node: 12 neighbours, late joiners' dials, a coordinator's site contacts. */
  connections: 2000,
  /** Connections of one node to us: two dial at once, and one that broke without a word; the oldest goes first. */
  connectionsPerNode: 4,
  /** Streams of one protocol that one connection may have open towards us, each with its buffer. */
  streamsPerProtocol: 4,
  /**
   * Bytes of memory that a member may cost with streams that it opens without end: a protocol's four streams on each of its four connections, each
   * with its window of 1 MiB and two frames of 256 KiB ahead, are 24 MiB until the oldest
   * are aborted; three times as much waits for the collector.
   */
  memberStreamsBytes: 4 * 4 * 4 * (MIB + 2 * 256 * KIB),
  /** Inbound connections whose Noise handshake is not done: with 10, one host blocks everyone (measured); these two seconds' worth have room. */
  pendingConnections: 250,
  /** Inbound connections per remote host and second: an office of a hundred behind one NAT address is in after two seconds … */
  connectionsPerHostPerSecond: 50,
  /** … and of all hosts together: a burst of 10,000 costs 50 MiB for its two seconds; with twice as many, 80 (`npm run bench:floods`). */
  connectionsPerSecond: 100,
  /** Milliseconds an inbound connection has for Noise and muxer negotiation. */
  upgradeMs: 2 * SECOND_MS,
  /** Milliseconds for one dial, all its addresses together. */
  dialMs: 5 * SECOND_MS,
  /** Milliseconds for one address of a dial: the next is tried while there is time. A thin line's handshake takes one. */
  addressDialMs: 2 * SECOND_MS,
  /** Dials at once. */
  parallelDials: 8,
  /** Milliseconds between two looks whether anything came by a connection: an idle one is asked every second time, in 2 packets; a dead one ends after 15 to 20 s. */
  silentLookMs: 5 * SECOND_MS,
  /** Streams one connection may have open towards us: each protocol needs one or two. */
  inboundStreams: 64,
  /** Bytes of short-lived buffers after which V8 is told to drop the dead ones: 0.4 ms each time. */
  youngBufferBytes: 4 * MIB,
  /** Receive window of one stream: 1 MiB keeps a LAN of 1 ms and 1 Gbit/s full. */
  streamWindowBytes: MIB,
  /** Milliseconds before an agent starts again whose database turned out to be damaged: a dying disk must not keep the machine busy. */
  startAgainMs: 5 * SECOND_MS,
  /** Milliseconds between two questions of a command that waits for a schedule: each has the coordinator go over all its targets. */
  waitAskMs: 2 * SECOND_MS,
  /** A daemon that ended untold within so many ms of its start has crashed at it: whatever ends it again and again does so sooner. */
  crashMs: MINUTE_MS,
  /** So many of these in a row are told as an alarm, and the next start waits. A power cut or two is no crash loop. */
  crashes: 5,
  /** Milliseconds of the first such wait; each further crash doubles it. */
  crashWaitMs: 5 * SECOND_MS,
  /** Milliseconds of the longest: whoever mends the cause does not wait for long. */
  crashWaitMaxMs: 10 * MINUTE_MS,
  /** For a question that a neighbour carries, in ms: after it the node asks itself. */
  carriedHeadsMs: 5 * SECOND_MS,
  /** Bytes of the nonce in a question for the heads. */
  nonceBytes: 32,
  /** Bytes of one frame of that exchange, either way: an envelope with one signature takes 700. */
  headsFrameBytes: KIB,
  /** Milliseconds for it: longer, and what it says of the time is worth little. */
  headsMs: 15 * SECOND_MS,
  /** Milliseconds after which what the coordinator names and nobody gives is called withheld: contacts exchange every 10 minutes. */
  headsWithheldMs: 15 * MINUTE_MS,
  /** Milliseconds by which the clock of a machine may differ from the coordinator's before it is called wrong. */
  clockSkewMs: 5 * MINUTE_MS,
  /**
   * Bytes of an agent's database that level keeps in memory, of what was read and of what was written since it made a file of it. By itself it keeps
   * 8 and 4 MiB, which fill in hours: 10 MiB of small writes took 10.3 MB of RssAnon, with these 4.8 MB, and no more processor time.
   */
  databaseCacheBytes: MIB,
  databaseWriteBytes: MIB,
  /** Bytes read of level's own log of an opening, which tells what was left out of a damaged log of writes. */
  levelLogBytes: 64 * KIB,
  /** Bytes of one slot of trusted state: 20,000 heads of 150 bytes and the root chain. */
  slotBytes: 64 * MIB,
  /** Open join tokens of one coordinator. */
  tokens: 4096,
  /** Used up or expired ones that are still told apart from unknown ones. */
  spentTokens: 1024,
  /** Wrong token secrets in a minute: from one address (IPv6: one /64), and in all. More are refused without looking. */
  wrongSecretsPerAddress: 10,
  wrongSecrets: 600,
  /** Nodes that wait for an admin to let them in, and for how long, in ms: over a weekend and a holiday. */
  pendingNodes: 1024,
  pendingMs: 7 * DAY_MS,
  /** Strangers connected to a coordinator at once, and the time each has: joining takes under a second. */
  strangers: 16,
  strangerMs: 10 * SECOND_MS,
  /** Of them from one address (IPv6: one /64): one host cannot take all places, and an office behind one address joins four at a time. */
  strangersPerAddress: 4,
  /**
   * Bytes one stranger may send, all together: one signed object or join request, Noise and the muxer; the muxer itself has no bound
   * for a frame. 10 MiB for all strangers.
   */
  strangerBytes: 640 * KIB,
  /**
   * What one member may ask of a coordinator: at once, and with each second. A contact of a busy site runs two exchanges a second,
   * a node that reports years of patches sends 40 reports in a row; an inventory costs unpacking and a look through the catalogue.
   */
  memberExchanges: { burst: 120, perSecond: 2 },
  /** A node asks once an hour, and with growing waits while it is stale. */
  /** Questions for the heads that one member may bring the coordinator for others: an office that starts together. */
  memberCarriedHeads: { burst: 200, perSecond: 2 },
  /** The same that one neighbour may give a node to carry, and how many a node carries at once. */
  neighbourHeads: { burst: 200, perSecond: 2 },
  carriedHeads: 64,
  memberHeads: { burst: 20, perSecond: 1 / 30 },
  memberReports: { burst: 120, perSecond: 2 },
  memberInventories: { burst: 20, perSecond: 1 / 30 },
  /** Batches of one contact, one every two seconds, and the reports in them: an office of 500 that tells everything again. */
  memberBatches: { burst: 60, perSecond: 1 },
  memberBatchedReports: { burst: 4096, perSecond: 50 },
  /** Milliseconds for one exchange on a stream that is not a long-lived one. */
  exchangeMs: 60 * SECOND_MS,
  /** Exchanges in a row that a connected member leaves unanswered, after which it counts as no contact of its site. */
  silentExchanges: 2,
  /** Milliseconds after its start in which a node may lack what its contacts are still bringing. */
  settledMs: MINUTE_MS,
  /** Milliseconds for which a node stays connected to the coordinator after its contacts failed to bring it something: four of its questions. */
  standInMs: 4 * HOUR_MS,
  /** Heads named by one heartbeat or one sync: everything current for one site. */
  heads: 20_000,
  /** States of a site of which a coordinator remembers the heads: a member that is a few changes behind is told these alone. */
  recentStates: 8,
  /** Heads of a node that only approvals, schedules, policy and rosters may take: what is signed online must not crowd out a decline. */
  reservedHeads: 5000,
  /** Source URLs of one artifact. */
  sources: 8,
  /** Smallest and largest piece; between them length ÷ 256 rounded up to a power of two. */
  pieceBytesMin: 64 * KIB,
  pieceBytesMax: 4 * MIB,
  /** Characters of a Debian version: the longest in bookworm has 56. */
  debVersionLength: 256,
  /** Stanzas of one control file: Debian's largest index has 64,000. */
  debStanzas: 250_000,
  /** Characters of one stanza: Provides of generated packages reach tens of KiB. */
  debStanzaLength: MIB,
  /** Links followed on the way to one path (the kernel's own MAXSYMLINKS). */
  linksOnPath: 40,
  /** Bytes read of a file that is looked at as text (os-release, a version line). */
  smallFileBytes: MIB,
  /** Bytes of /var/lib/dpkg/status: 5,000 packages take 8 MB. */
  dpkgStatusBytes: 64 * MIB,
  /** How long hardware facts may take, in ms; without them an inventory is still worth sending. */
  hardwareMs: 5 * SECOND_MS,
  /** Entries of one archive patch: a large application has fewer. */
  archiveEntries: 65_536,
  /** Bytes that one archive patch unpacks to: stops a gzip bomb before it fills a disk. */
  archiveBytes: 16 * 1024 * MIB,
  /** Bytes of one extended header in an archive: names and times, no more. */
  archiveHeaderBytes: 64 * KIB,
  /** Products of which a node keeps what it installed: more than any machine runs. */
  products: 4096,
  /** Lines of one install's journal: some ten a run. */
  journalLines: 10_000,
  /** Journals of ended installs, newest kept: years of patches. */
  journals: 4096,
  /** How long what an install replaced, and what its programs printed, stay after its end, in ms: as long as a file that nothing wants. */
  keptMs: 14 * DAY_MS,
  /** How often it is looked for what may go, in ms. */
  pruneKeptMs: HOUR_MS,
  /** Runs of one install under one key, when each ended by a passing cause (a lock, a full disk). */
  installRuns: 8,
  /** How long apt-get may simulate, in ms; then its process group is killed. The real run is never killed. */
  aptSimulationMs: 2 * MINUTE_MS,
  /** How long to wait for another program's dpkg lock, in ms: an unattended upgrade may run for minutes. */
  dpkgLockMs: 10 * MINUTE_MS,
  /** Pause between two tries to get dpkg's lock, in ms. */
  dpkgLockRetryMs: 2 * SECOND_MS,
  /** After how long a running package transaction is reported as slow, and again each time, in ms. */
  debSlowMs: 10 * MINUTE_MS,
  /** Bytes kept of what an install's programs printed. */
  installOutputBytes: 256 * KIB,
  /** Redirects one HTTP request follows: mirrors use one or two. */
  httpRedirects: 5,
  /** Milliseconds without a byte before an HTTP exchange is given up: longer than a busy mirror's pause. */
  httpIdleMs: 30 * SECOND_MS,
  /** Milliseconds of one HTTP exchange: a large .deb over a thin line. */
  httpTimeoutMs: 30 * MINUTE_MS,
  /** Bytes a feed's body must bring in each such span (ms): 1 KiB/s, below any line that a feed is synchronised over. */
  httpRateBytes: 30 * KIB,
  httpRateMs: 30 * SECOND_MS,
  /** Bytes of an archive's InRelease: Ubuntu's is 270 KB. */
  inReleaseBytes: 4 * MIB,
  /** Bytes of a feed's keyring: Debian's whole history is 300 KB. */
  keyringBytes: 4 * MIB,
  /** Signatures looked at on one InRelease: archives sign with two or three keys. */
  releaseSignatures: 16,
  /** Files one Release lists: Debian main has 4,000. */
  releaseFiles: 50_000,
  /** Characters of a path in an archive. */
  releasePathLength: 500,
  /** Milliseconds by which an archive's clock may be ahead of ours. */
  releaseSkewMs: 10 * MINUTE_MS,
  /** Bytes of a Packages index, unpacked: Ubuntu's universe has 80 MB. */
  indexBytes: 256 * MIB,
  /** Unusable packages named after a synchronisation; more say no more. */
  feedSkipped: 100,
  /** Bytes a feed's file is worked on at a time, so that other work gets its turn. */
  feedChunkBytes: 64 * KIB,
  /** Members of a .deb looked at: it has three, and may have a few signatures before the data. */
  debMembers: 16,
  /** Files in a .deb read for its changelog: the largest data packages have 60,000. */
  debFiles: 200_000,
  /** Bytes of a .deb's data, unpacked, read for its changelog. */
  debUnpackedBytes: 1024 * MIB,
  /** Bytes of a .deb downloaded, into memory, for its changelog alone. */
  changelogDebBytes: 64 * MIB,
  /** Packages of one source tried for its changelog: a kernel has five that only link to another. */
  changelogTries: 8,
  /** Bytes of a changelog, packed and unpacked: the kernel's has 8 MB. */
  changelogBytes: 32 * MIB,
  /** Entries read of a changelog: ten years of a busy package. */
  changelogEntries: 500,
  /** Characters kept of one changelog entry. */
  changelogTextLength: 16 * KIB,
  /** Command lines a daemon talks to at once: people and their scripts. */
  controlConnections: 64,
  /** Bytes of one command's arguments: an envelope in base64. */
  controlRequestBytes: 8 * MIB,
  /** Bytes of one line of a daemon's answer: a report over 10,000 nodes and 100 patches. */
  controlAnswerBytes: 256 * MIB,
  /** Milliseconds a command line may take to say what it wants. */
  controlRequestMs: 30 * SECOND_MS,
  /** Bytes of one frame of a remote command's answer: lines are cut into such parts, so that neither side waits for a whole one. */
  controlFrameBytes: MIB,
  /** Milliseconds an operator's command line may take to read one part of an answer. */
  controlReadMs: MINUTE_MS,
  /** Commands that one operator, and all operators together, may have running: a request of 8 MiB rests in memory for each. */
  operatorCommands: 8,
  remoteCommands: 32,
  /** Tries of a command line to reach its coordinator, each of dialMs: a busy one lets the upgrade time of some run out. */
  operatorDials: 3,
  /** Bytes of a signed object that anyone may hand over: the largest schedule, a recall of 8,000 entries. More takes an operator. */
  submitBytes: 512 * KIB + 64,
  /** Objects handed over by others that wait for their turn to be verified: one a stranger. */
  submissions: 16,
  /** Bytes of a backup, as JSON and unpacked: 20,000 signed objects of 6 KB, in base64. It is made and read in memory. */
  backupBytes: 192 * MIB,
  /** Objects a coordinator takes from one member in one exchange; what is left comes with the next. */
  learnedPerExchange: 2048,
  /** Members that a restored coordinator hears out before it signs for their site: one alone may have been off since the backup. */
  heardMembers: 2,
  /** How long it waits for the second when only one has come, in ms: members that run are back within seconds. */
  hearingMs: MINUTE_MS,
  /** Bytes of a Unix socket's path: sun_path of the strictest system we run on. */
  socketPathBytes: 103,
  /** Characters of a join token: 32 addresses and three digests take 5,000. */
  joinTokenLength: 16 * KIB,
  /** Bytes of one frame of a sync exchange: the largest envelope, or 20,000 heads. */
  syncFrameBytes: 4 * MIB + 64 * KIB,
  /** Bytes of one frame to the side that serves an exchange: an offer of 64 members with 32 addresses each. */
  syncRequestBytes: 256 * KIB,
  /** Digests asked for at once in a sync exchange: the answer may take as many frames. */
  syncDigests: 256,
  /** Requests one sync exchange may make: all heads in batches, twice. */
  syncRounds: 256,
  /** Members whose addresses one side tells the other: twelve neighbours are chosen from them. */
  syncPeers: 64,
  /** Patches of one folder feed. */
  folderPatches: 10_000,
  /** Bytes of a patch.yaml: a thousand CVEs take 20 KB. */
  patchYamlBytes: 256 * KIB,
  /** Faults told of one file, or of one feed; more say no more. */
  feedFaults: 100,
  /** Milliseconds between two tries of a timed feed that failed, at most: sooner when its own time is shorter. */
  feedRetryMs: 15 * MINUTE_MS,
  /** Shortest time between two timed synchronisations, in ms: mirrors change a few times a day. */
  feedEveryMinMs: MINUTE_MS,
  /** Bytes of a feed's raw proof handed to an admin at a time. */
  proofChunkBytes: MIB,
  /** Artifacts fetched and cut into piece lists at once: the coordinator's link is one. */
  pieceListJobs: 2,
  /** Changelogs fetched at once. */
  changelogJobs: 2,
  /** Connections the HTTP origin answers at once: two a lease holder, four holders a site, 100 sites. */
  originConnections: 1000,
  /** Requests on one connection to the origin that may wait for the one before: our agents send none ahead. */
  originPipelined: 8,
  /** Bytes of one request's headers to the origin. */
  originHeaderBytes: 8 * KIB,
  /** Milliseconds a request to the origin may take to arrive. */
  originRequestMs: 10 * SECOND_MS,
  /** Milliseconds without progress after which the origin gives a connection up, idle or sending. */
  originIdleMs: MINUTE_MS,
  /** Versions of the root in one chain: one a month for twenty years. */
  roots: 256,
  /** Envelopes lately refused and not fetched again from the same node. */
  refusedEnvelopes: 1024,
  /** Milliseconds for which they are not: what was early may be right later. */
  refusedMs: 10 * MINUTE_MS,
  /** Refusals after which the rest of what a node sends is not looked at: each costs up to 64 signatures for nothing. */
  refusedPerExchange: 32,
  /** Milliseconds for which nothing is fetched from such a node: it may have an old root, and will have the new one by then. */
  refusedPauseMs: MINUTE_MS,
  /** Milliseconds between two sweeps of expired objects. */
  pruneMs: HOUR_MS,
  /** How long a manifest or piece list that the heartbeat does not name is held, in ms: a heartbeat that names it again may follow. */
  unnamedMs: 14 * DAY_MS,
  /** Outcomes kept of one node, newest first to stay: years of patches; a hostile member fills no disk. */
  outcomesPerNode: 8192,
  /** Artifacts whose traffic is kept of one node. */
  trafficPerNode: 16_384,
  /** Milliseconds without a report after which a node is stale: longer than a weekend. */
  staleMs: 4 * DAY_MS,
  /** Artifacts one Ask of the swarm names, or one neighbour is told about: a patch day's files. */
  askedArtifacts: 4096,
  /** Bytes of one frame of the swarm protocol: an announcement (64 KiB) or an Ask of 4,096 digests. */
  swarmFrameBytes: 256 * KIB,
  /** Swarm frames a neighbour may send ahead of our reading: as much as we queue for one. */
  swarmFrames: 16,
  /** Swarm messages of one neighbour handled before everything else gets its turn. */
  swarmMessagesPerTurn: 16,
  /** Bytes queued for one neighbour's swarm stream: more, and it reads too slowly to be one. */
  swarmQueueBytes: 4 * MIB,
  /** Piece requests of one neighbour waiting for an answer; more are refused as busy. */
  pieceRequests: 32,
  /** Pieces being sent at once by one node, to all neighbours together: enough to fill a port. */
  uploadSlots: 8,
  /** Piece requests waiting for an upload slot, of all neighbours together. */
  uploadQueue: 256,
  /** Milliseconds for one piece from a neighbour, its queue included: 4 MiB at 3 Mbit/s. */
  pieceMs: 12 * SECOND_MS,
  /** Milliseconds without a byte from a neighbour that owes us a piece. */
  pieceIdleMs: 3 * SECOND_MS,
  /** Milliseconds for the hello of a swarm or piece stream. */
  helloMs: 5 * SECOND_MS,
  /** Milliseconds without a byte before an outside request is given up: a lease holder must not hang. */
  sourceIdleMs: 10 * SECOND_MS,
  /** Bytes a source must send in each such span (ms), or another is asked: 1 KiB/s, a tenth of a thin line's share for one of four requests. */
  sourceRateBytes: 8 * KIB,
  sourceRateMs: 8 * SECOND_MS,
  /** How long the other sources go before one that was too slow, for all files, in ms. */
  slowSourceMs: 5 * MINUTE_MS,
  /** Milliseconds between two notes that bytes of an outside request come. */
  movedMs: SECOND_MS,
  /** Milliseconds to connect to a source, or for its answer's head. */
  sourceConnectMs: 10 * SECOND_MS,
  /** Milliseconds for both, whatever the source sends meanwhile. */
  sourceHeadMs: 20 * SECOND_MS,
  /** Informational answers (1xx) before the one that counts: an honest server sends a hint or two. */
  sourceInformational: 8,
  /** Longest Retry-After that is believed, in ms: a source that is better sooner is not left for an hour, and six questions an hour burden none. */
  retryAfterMs: 10 * MINUTE_MS,
  /** How long a peer that says it waits for a source keeps its slot by that, in ms: the longest Retry-After, and clocks a minute apart. */
  believedWaitMs: 11 * MINUTE_MS,
  /** Bytes of an answer's headers from a source. */
  sourceHeaderBytes: 16 * KIB,
  /** Bytes an agent's store may take unless agent.yaml says otherwise: a patch day's files and a margin. */
  storeBytes: 10 * 1024 * MIB,
  /** Bytes the coordinator's origin may take unless coordinator.yaml says otherwise. */
  originBytes: 20 * 1024 * MIB,
  /** Least rate of giving to neighbours that can be set, in bytes a second: slower, a piece of 4 MiB takes over a minute and nobody waits for it. */
  lanUploadMin: 64 * KIB,
  /** Patches pinned on one machine. */
  pins: 256,
  /** How long a file that no schedule wants any more is kept, in ms: the next one may want it again, and a rollback does. */
  unwantedMs: 14 * DAY_MS,
  /** How often an agent looks for such files, in ms. */
  evictMs: HOUR_MS,
  /** Longest pause of a machine by its own command, in ms; longer ones are said without an end. */
  pauseMs: 366 * DAY_MS,
  /** A disk with fewer bytes free counts as full: the database writes up to 4 MiB at once, and as much again when it puts them in order. */
  diskRoomBytes: 8 * MIB,
  /** Bytes of its disk that a store leaves free: journals, reports and installs go on, and so does the machine. */
  diskReserveBytes: 64 * MIB,
  /** For so long what was free when the store last asked, less what it has written since, is taken for what is free. */
  storeRoomMs: 250,
  /** The same on a small disk: one part in so many. */
  diskReserveShare: 20,
  /** How often an agent and a coordinator look at the room on their disk, in ms. */
  diskLookMs: 30 * SECOND_MS,
  /** How often a daemon looks at how many files it has open, in ms. */
  descriptorLookMs: 10 * SECOND_MS,
  /** Fewer left of those it may open than one part in so many is told. */
  descriptorReserveShare: 16,
  /** Milliseconds between tries when the store's disk is full or its quota reached. */
  storeRetryMs: 10 * SECOND_MS,
  /** Artifacts whose traffic is counted; the longest untouched are forgotten first. */
  trafficArtifacts: 4096,
  /** Milliseconds by which a schedule's start may lie back: typing, and two clocks. */
  startSlackMs: MINUTE_MS,
  /** Milliseconds a schedule's start may lie ahead. */
  scheduleAheadMs: 366 * DAY_MS,
  /** Milliseconds a schedule holds after its start or deadline: a machine off for a season still catches up. */
  scheduleValidMs: 180 * DAY_MS,
  /** Members one node keeps connections to: a random graph of this degree stays connected and spreads in four hops over 500. */
  neighbours: 12,
  /** Up to so many it dials itself. Less than half: who comes later takes a place on both sides of each connection, or the last would find everyone full. */
  neighboursWanted: 5,
  /** Dials to members at once, and milliseconds between two rounds of them: an office that starts together must not drown itself. */
  neighbourDials: 3,
  dialStaggerMs: 50,
  /** Longest wait before a member that does not answer is dialled again. */
  dialBackoffMs: 5 * MINUTE_MS,
  /** Milliseconds after which a node that reaches no member stops asking itself why: dials in vain take five seconds, and a word of the coordinator one. */
  placeUnknownMs: 8 * SECOND_MS,
  /** What all isolated nodes of a site without a budget fetch together, in bytes a second: an office line of 10 Mbit/s; and the least that one fetches. */
  isolatedSiteRateBytes: 1_250_000,
  ownRateMinBytes: 8 * KIB,
  /** Longest an isolated node leaves the line to others, in ms: without a deadline, and with one; the isolated of a large site need hours one after the other. */
  isolatedWaitMs: 15 * MINUTE_MS,
  isolatedWaitMaxMs: 4 * HOUR_MS,
  /** Bytes a second of a node away from its site unless agent.yaml says otherwise: 2 Mbit/s leave a hotel's line or a phone's usable. */
  roamingRateBytes: 256 * KIB,
  /** Members said to be there and silent that are dialled in one go, though a node has neighbours enough. */
  placeProbes: 3,
  /** Milliseconds of silence after which a neighbour is asked whether it is there while its site has work, for its answer, and between two such questions. */
  neighbourQuietMs: 5 * SECOND_MS,
  neighbourAnswerMs: 3 * SECOND_MS,
  neighbourAskMs: 15 * SECOND_MS,
  /** First and longest time between two questions to the coordinator about members that a fetching node misses, in ms; it doubles: 1 KB each. */
  missedAskMs: 2 * SECOND_MS,
  missedAskMaxMs: MINUTE_MS,
  /** Milliseconds for which a contact asks about members it misses: then they were switched off, as every evening. */
  missedMs: 10 * MINUTE_MS,
  /** Milliseconds between two looks at the place while it is in doubt or the node fetches, and otherwise. */
  placeLookMs: SECOND_MS,
  placeIdleLookMs: 5 * SECOND_MS,
  /** Milliseconds between two looks at the machine's own addresses: a table of the kernel's, and nobody waits longer after a change. */
  interfaceLookMs: 5 * SECOND_MS,
  /** Addresses of one member kept from one source: a few interfaces, IPv4 and IPv6. */
  addressesPerSource: 8,
  /** Partial files kept open at once, two descriptors each: far below the usual limit of 1,024. */
  openPartials: 64,
  /** Bytes of a partial file after which the disk is told to take them, while more come: at the end little is left to wait for. */
  syncAheadBytes: 16 * MIB,
  /** Bytes read at a time when a whole file is hashed or copied: a fraction of a millisecond of hashing. */
  fileChunkBytes: 256 * KIB,
  /** Buffers of one size that are kept for the next who needs one: as many as are in use at once as a rule. */
  freeBuffers: 16,
  /** Nodes outside the roster whose mDNS answers are remembered: newcomers of the last minutes, or noise. */
  strangerHints: 64,
  /** Milliseconds between two exchanges with one node: a hostile neighbour's nudges cost no more than this. */
  syncGapMs: 50,
  /** Doublings of that gap, at most, for a node that breaks the protocol: more than a minute, which refusedPauseMs ends. */
  faultWeight: 12,
  /** Longest wait before a contact dials a coordinator again that did not answer. */
  coordinatorBackoffMs: MINUTE_MS,
  /** Bytes of one piece request. */
  pieceRequestBytes: 256,
  /** Milliseconds a piece request waits for an upload slot before it is refused as busy. */
  uploadWaitMs: SECOND_MS / 2,
  /** Swarm streams of one neighbour towards us: one, and one that replaces a broken one. */
  swarmStreams: 2,
  /** For so long a member is shown with what it sent that no honest one sends, in ms: whoever is called looks within the hour. */
  faultShownMs: 60 * MINUTE_MS,
  /** Milliseconds between tries to open a swarm stream to a connected neighbour. */
  linkRetryMs: SECOND_MS / 2,
  /** Announcements remembered so that copies are dropped unread: a second's worth of a large site. */
  seenAnnouncements: 4096,
  /** How long a node's alarm that an id speaks from two places outlives the last sign of it, in ms: nodes announce only while there is work. */
  duplicateAlarmMs: HOUR_MS,
  /** How often changed traffic counters are written, in ms. */
  trafficSaveMs: SECOND_MS,
  /** An event loop that stood still for so long (ms) has lost its leases. */
  loopPauseMs: 2 * SECOND_MS,
  /** Bytes of a join request: a key, names and a secret. */
  joinRequestBytes: 64 * KIB,
  /** Bytes of the answer to a join: the largest roster and the root chain. */
  joinAnswerBytes: 8 * MIB,
  /** Tries of one join with a coordinator that hangs up, and milliseconds for all: it takes 16 strangers at once. */
  joinAttempts: 30,
  joinMs: MINUTE_MS,
  /** First and longest wait before a node that an admin is to let in asks again, in ms; it doubles. */
  joinAskMs: 2 * SECOND_MS,
  joinAskMaxMs: MINUTE_MS,
  /** How long a report that another node brought counts as a sign that its node is there, in ms: a little longer than it takes on its way. */
  carriedPresenceMs: MINUTE_MS,
  /** Connections to the metrics port at once, bytes of a request's head, and how long one connection may last, in ms: a scraper asks once. */
  metricsConnections: 16,
  metricsHeaderBytes: 8 * KIB,
  metricsConnectionMs: 10 * SECOND_MS,
  /** Names by which a metrics port may be asked, besides addresses. */
  metricsNames: 16,
  /** How old a coordinator's counts over the whole fleet may be in its metrics, in ms: they read every record. */
  metricsFleetMs: MINUTE_MS,
  /** Patches written to the catalogue's tables at a time: an archive has 35,000. */
  catalogueBatch: 1000,
} as const
