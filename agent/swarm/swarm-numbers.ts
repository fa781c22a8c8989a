// Times, counts and sizes of the swarm's decisions, named once. They are starting points: change one with a
// measurement. Maxima that protect against others are in core/limits.ts.

import { KIB, MIB } from '../../core/limits.ts'

export const swarmNumbers = {
  /** Fetchers of a site, over all artifacts together: two keep a line full while one of them changes. */
  slots: 2,
  /** A member is live this long after it was heard. */
  liveMs: 5000,
  /** For so long after its start a node counts the whole roster as live. */
  startMs: 2000,
  /** Fewer live members than this before it make a node a candidate. */
  candidates: 16,
  /** When work begins, the 16 best of the roster alone speak for so long, which is enough for all to hear them … */
  listenMs: 500,
  /** … and where too few do, so long goes by for each doubling of the places behind them from which others join. */
  candidateStepMs: 150,
  /** Nothing is fetched outside until the view has been unchanged for so long … */
  settleMs: 500,
  /** … for so long by the K best of the roster: what neighbours hold they hear by then, and whose turn it is they need not hear … */
  settleFirstMs: 150,
  /** … or for so long after the artifact was learnt. */
  settleMaxMs: 2000,
  /** Silence after which a slot is free for the K best … */
  silenceMs: 1000,
  /** … and how much longer each worse rank waits. */
  takeoverStepMs: 500,
  /** A node on a line that costs leaves fetching to others until none of them has worked on it for so long. */
  sparingMs: 30_000,
  /** No progress for so long, or three expected piece times, frees a slot. */
  stallMs: 3000,
  /** For so long after it left the line to others a holder says so: the piece it was at comes late. */
  yieldedMs: 10_000,
  /** Longest that a stalled holder is believed, whatever its pieces' size. */
  stallMaxMs: 60_000,
  /** Rate assumed for the expected piece time before any piece was seen, in bytes per second: 1 Mbit/s. */
  assumedRate: 128 * KIB,
  /** Rate that most lines have, 10 Mbit/s: who leased a slot and brought nothing in the time that takes shares it. */
  usualRate: 10 * 128 * KIB,
  /** The same of a port in an office, 50 Mbit/s: what was asked of all neighbours comes at that. */
  usualLanRate: 50 * 128 * KIB,
  /** Beyond the time for which an honest neighbour lets a request wait, for two machines with other work. */
  answerSlackMs: 200,
  /** A look that comes so late is held against nobody who was waited for meanwhile. */
  lateLookMs: 200,
  /** Candidates announce so often while there is work … */
  announceMs: 1000,
  /** … those behind so many better-ranked ones, whose turn to fetch is far, half as often … */
  contenders: 10,
  announceIdleMs: 2000,
  /** … twice as often while they lease, so that a second's silence means something … */
  announceLeasingMs: 500,
  /** … and never more often than this, whatever changes. */
  announceGapMs: 100,
  /** Artifacts whose holdings one announcement names: the first in order, they are what is being worked on. */
  announcedHoldings: 32,
  /** Outside requests of one holder at a time, where the line needs no more: the second keeps it full while the first ends. */
  outsideRequests: 2,
  /** Bytes of one outside request, if pieces are smaller: its headers cost 0.3 % of that. */
  outsideRequestBytes: 256 * KIB,
  /** For so long after it began to fetch a node takes no more of the site's rate than a slot's part: others hear of it meanwhile. */
  shareAloneMs: 1000,
  /** A holder leases work for so long ahead. */
  leaseAheadMs: 2000,
  /** Bytes leased ahead before a rate is known. */
  leaseAheadBytes: MIB,
  /** A file of so many requests is fetched from both ends; where two meet they may claim the same, and in small files they would meet too often. */
  bothEndsRequests: 16,
  /** A piece that another fetched outside is expected on the LAN for so long before it is fetched again. */
  patienceMs: 10_000,
  /** A fetcher whose pieces nobody has taken for so long, while others fetch them anew, leaves fetching to them. */
  untakenMs: 1000,
  /** A file that no source gave, or of which nothing came, is left to others for so long, unless more is known of its sources: at least … */
  outsideBackoffMs: 5000,
  outsideBackoffMinMs: 1000,
  /** … and at most; so long does a node also leave all fetching to others when what it brings is no use to them. */
  outsideBackoffMaxMs: 60_000,
  /** Bytes requested ahead of one neighbour: a millisecond's round trip at 1 Gbit/s needs a tenth of that. */
  neighbourAheadBytes: 2 * MIB,
  /** Requests outstanding at one neighbour, whatever the size of pieces. */
  neighbourRequestsMin: 2,
  neighbourRequestsMax: 16,
  /** Bytes requested ahead of all neighbours: they may all arrive at once. */
  lanAheadBytes: 16 * MIB,
  /** A neighbour that said it is busy is left alone for about so long. */
  busyMs: 100,
  /** A neighbour that only refuses what it says it holds is not waited for after so long: eight slots at 100 Mbit/s serve fifty in half of it. */
  excusedMs: 30_000,
  /** A neighbour that did not answer is left alone for so long, doubling. */
  silentMs: 2000,
  silentMaxMs: 60_000,
  /** Links to neighbours that have what is missing, refuse nothing and give nothing for so long are made anew: thrice a piece's own time-out. */
  unservedMs: 30_000,
  /** … and for so long nothing is made of it that they are gone: twice the wait before a link is opened again. */
  relinkMs: 1000,
  /** End game: a piece awaited for so long is asked from a second neighbour when nothing else is left to ask. */
  endGameMs: 1000,
  /** … after so long while more is to come from outside; and from a third when the two have given nothing for so long. */
  endGameLostMs: 5000,
  /** A first bad piece suspends its sender for so long, doubling. */
  suspendMs: 30_000,
  /** One of twenty, or the first after four right ones, for so long. */
  slipMs: 500,
  /** Gained pieces are told in batches, this far apart: a fifth fewer messages than at 10 in an office of eight, and no later at the end. */
  tellMs: 30,
  /** How often a node with work looks at the time: one that may have to fetch, any other. */
  candidateTickMs: 100,
  tickMs: 1000,
  /** An announcement is passed on after about so long, so that copies of it are heard … */
  relayMs: 50,
  /** … one that says nothing new after about so long: most go out with others, in one packet … */
  relayLifeMs: 250,
  /** … later where the tick for it comes so late … */
  relayLateMs: 20,
  /** … and not at all when so many neighbours have sent it … */
  relayCopies: 3,
  /** … but for this share, whoever has sent it. */
  relayAnyway: 0.1,
  /** Relayed announcements of one node: so many at once, and so many a second. */
  announcementBurst: 20,
  announcementsPerSecond: 12,
} as const
