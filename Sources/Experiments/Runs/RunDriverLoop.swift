import FederatedLearning
import Foundation
import PlainText

/// What the driver's thread does: orders, a step when one is due, a snapshot when one is worth showing.
struct RunDriverLoop<Run: Experiment> {
  let orders: Mailbox<RunDriver<Run>.Order>
  let publish: @Sendable (RunDriver<Run>.News) -> Void

  var run: Run?
  var generation = 0
  var isRunning = false
  /// What is replayed, and until which step to go on from there; nil where nothing is.
  var replayed: (beginning: RunBeginning, until: Int?)?
  /// Orders that wait for the end of a replay.
  var waiting: [RunDriver<Run>.Order] = []
  private var ordersTaken = 0
  private var target: Int?
  private var pace: Double?
  private var watch = ClientWatch.nobody
  private var due = ContinuousClock.now
  var log: RunLogKeeper<Run>
  private var logged = ContinuousClock.now
  private var began = ContinuousClock.now
  private var shown = (at: ContinuousClock.now, step: 0)

  /// No screen shows more than thirty snapshots a second.
  private static var snapshotInterval: Duration { .milliseconds(33) }
  private static var logInterval: Duration { .seconds(1) }

  init(
    orders: Mailbox<RunDriver<Run>.Order>, logFolder: URL?,
    publish: @escaping @Sendable (RunDriver<Run>.News) -> Void
  ) {
    self.orders = orders
    self.publish = publish
    log = RunLogKeeper(folder: logFolder, publish: publish)
  }

  mutating func work() {
    while true {
      let received = takeOrders()
      for order in received {
        if case .stop = order {
          updateLog()
          return
        }
        receive(order)
      }
      let stepped = replayed == nil ? advanceIfDue() : replayStep()
      guard let run else { continue }
      let now = ContinuousClock.now
      let isStill = !isRunning && replayed == nil
      if !received.isEmpty || (stepped && (isStill || now - shown.at >= Self.snapshotInterval)) {
        show(run, at: now)
      }
      if !received.isEmpty || (stepped && (isStill || now - logged >= Self.logInterval)) { updateLog() }
    }
  }

  private func takeOrders() -> [RunDriver<Run>.Order] {
    if replayed != nil { return orders.take() }
    guard run != nil, isRunning else { return orders.takeWaiting() }
    let wait = due - ContinuousClock.now
    return wait > .zero ? orders.take(waiting: wait) : orders.take()
  }

  /// Carries out the order, or keeps it for the end of a replay.
  private mutating func receive(_ order: RunDriver<Run>.Order) {
    guard replayed != nil else { return carryOut(order) }
    switch order {
    case .start, .pace, .watch, .stop: carryOut(order)
    case .pause:
      endReplay()
      carryOut(order)
    case .take, .run, .advance: waiting.append(order)
    }
  }

  mutating func carryOut(_ order: RunDriver<Run>.Order) {
    ordersTaken += 1
    switch order {
    case .start(let beginning, let generation, let step):
      start(beginning, generation: generation, until: step)
    case .take(let action):
      do {
        try run?.take(action)
      } catch {
        publish(.refused(reason: error.description))
      }
    case .run(let step): goOn(until: step)
    case .advance(let count):
      target = (isRunning ? target : nil) ?? run?.step ?? 0
      target? += count
      isRunning = true
      due = .now
    case .pause: isRunning = false
    case .pace(let stepsPerSecond):
      pace = stepsPerSecond
      due = .now
    case .watch(let watch):
      self.watch = watch
      run?.watch(watch)
    case .stop: break
    }
  }

  mutating func goOn(until step: Int?) {
    isRunning = step.map { $0 > run?.step ?? 0 } ?? true
    target = step
    due = .now
  }

  private mutating func start(_ beginning: RunBeginning, generation: Int, until step: Int?) {
    let next: Run
    do {
      try beginning.check(as: Run.kind)
      next = try Run(beginning.configuration)
    } catch {
      return publish(.failed(generation: generation, reason: String(describing: error)))
    }
    updateLog()
    run = next
    run?.watch(watch)
    // What was ordered of the run before is no matter of this one.
    ordersTaken += waiting.count
    waiting = []
    self.generation = generation
    began = .now
    shown = (began, 0)
    log.begin(with: next, isFresh: beginning.isFresh, at: beginning.logPath)
    logged = .now
    replayed = beginning.isFresh ? nil : (beginning, step)
    publish(
      .started(
        next.frame(generation: generation, stepsPerSecond: 0, seconds: 0), logPath: log.path,
        replay: replayProgress))
    if beginning.isFresh { goOn(until: step) } else { isRunning = false }
  }

  private mutating func advanceIfDue() -> Bool {
    guard run != nil, isRunning, due <= .now else { return false }
    guard run?.advance() == true else {
      isRunning = false
      publish(
        run?.isStoppedEarly == true
          ? .stoppedEarly(generation: generation) : .budgetReached(generation: generation))
      return true
    }
    if let step = run?.step, let target, step >= target { isRunning = false }
    // A machine too slow for the pace falls behind rather than hurry later.
    due = max(due, .now - .milliseconds(100)) + (pace.map { .seconds(1) / $0 } ?? .zero)
    return true
  }

  private mutating func show(_ run: Run, at now: ContinuousClock.Instant) {
    let elapsed = (now - shown.at) / .seconds(1)
    let isMoving = isRunning || replayed != nil
    let speed = isMoving && elapsed > 0 ? Double(run.step - shown.step) / elapsed : 0
    shown = (now, run.step)
    if let replayProgress { publish(.replaying(replayProgress)) }
    publish(
      .snapshot(
        run.frame(generation: generation, stepsPerSecond: speed, seconds: (now - began) / .seconds(1)),
        isRunning: isMoving,
        ordersTaken: ordersTaken))
  }

  private mutating func updateLog() {
    guard let run else { return }
    logged = .now
    log.update(to: run, isReplaying: replayed != nil)
  }
}
