import Experiments

extension Term {
  /// Where it comes from: author, year, and where to find it.
  var paper: String {
    switch self {
    case .testAccuracy:
      "Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, chapter 7"
    case .trainingAccuracy: "Zhang et al. 2017, arXiv:1611.03530"
    case .accuracyGap, .membershipAUC, .membershipOverSteps, .balancedAccuracy:
      "Yeom et al. 2018, arXiv:1709.01604"
    case .loss: "Goodfellow, Bengio and Courville 2016, Deep Learning, section 6.2"
    case .epsilon:
      "Dwork et al. 2006, Theory of Cryptography (TCC); in training, Abadi et al. 2016, arXiv:1607.00133"
    case .delta: "Dwork et al. 2006, Our Data, Ourselves (Eurocrypt)"
    case .recordEpsilon: "Dwork and Roth 2014, The Algorithmic Foundations of Differential Privacy"
    case .filterEpsilon: "Feldman and Zrnic 2021, arXiv:2008.11193"
    case .forecast, .privacyOverSteps: "Zhu, Dong and Wang 2022, arXiv:2106.08567"
    case .ledgerPhases: "Mironov 2017, arXiv:1702.07476"
    case .gradientsClipped, .gradientsNotFinite: "Abadi et al. 2016, arXiv:1607.00133"
    case .clippingNorm: "Andrew et al. 2021, arXiv:1905.03871"
    case .modifiedEntropyAUC: "Song and Mittal 2021, arXiv:2003.10595"
    case .foundAtTenPercent, .foundAtOnePercent, .foundAtOneInThousand, .scores:
      "Carlini et al. 2022, arXiv:2112.03570"
    case .rocCurve: "Fawcett 2006, An introduction to ROC analysis (Pattern Recognition Letters 27)"
    case .limit: "Kairouz et al. 2015, arXiv:1311.0776; Dong, Roth and Su 2022, arXiv:1905.02383"
    case .samplesRoom: "Clopper and Pearson 1934, Biometrika 26"
    case .bestAttack: "Ye et al. 2022, arXiv:2111.09679"
    case .othersFindToo: "Wang et al. 2025, arXiv:2506.13972"
    case .precision: "Jayaraman et al. 2021, arXiv:2005.10881"
    case .inputsAlone: "Das, Zhang and Tramer 2024, arXiv:2406.16201"
    case .shuffled: "Westfall and Young 1993, Resampling-Based Multiple Testing"
    case .referenceModels: "Shokri et al. 2017, arXiv:1610.05820"
    case .typedRecord, .recordMargin, .recordRank, .recordOverSteps: "Yeom et al. 2018, arXiv:1709.01604"
    case .recordAnswer: "Goodfellow, Bengio and Courville 2016, Deep Learning, section 6.2"
    case .recordLiRA: "Carlini et al. 2022, arXiv:2112.03570"
    case .nearestMembers: "Cover and Hart 1967, IEEE Transactions on Information Theory 13"
    case .recordOdds: "Ayer et al. 1955, Annals of Mathematical Statistics 26"
    case .recordsAtRisk, .attacksThatFind, .marginsWithAndWithout:
      "Carlini et al. 2022, arXiv:2112.03570"
    case .exposureReason: "Feldman and Zhang 2020, arXiv:2008.03703"
    case .slices: "Bagdasaryan, Poursaeed and Shmatikov 2019, arXiv:1905.12101"
    case .deletedRecord, .deletionMovesOthers:
      "Carlini et al. 2022, The Privacy Onion Effect, arXiv:2206.10469"
    case .plantedRecord: "Carlini et al. 2019, The Secret Sharer, arXiv:1802.08232"
    case .inversion, .publicStart, .recognised, .recognisedInFive, .recognisedOverSteps:
      "Fredrikson, Jha and Ristenpart 2015 (CCS)"
    case .secondIdentifier: "Zhang et al. 2020, arXiv:1911.07135, for judging by a network of other records"
    case .queries: "Wierstra et al. 2014, arXiv:1106.4487; Salimans et al. 2017, arXiv:1703.03864"
    case .classMean, .differenceToTruth, .nearestRecord, .nearestOther, .noiseRatio:
      "Wang et al. 2004, Image quality assessment (IEEE Transactions on Image Processing 13)"
    case .weights: "Fredrikson, Jha and Ristenpart 2015 (CCS), section 5, on softmax regression"
    case .guessedMembers, .guessedOthers, .bestGuess:
      "Fredrikson et al. 2014, Privacy in Pharmacogenetics (USENIX Security)"
    case .guessedWithoutModel, .guessGain: "Jayaraman and Evans 2022, arXiv:2209.01292"
    case .guessAUC: "Fawcett 2006, An introduction to ROC analysis (Pattern Recognition Letters 27)"
    case .guessGap, .guessesOverSteps: "Yeom et al. 2018, arXiv:1709.01604"
    case .plantedCoin, .othersCoin:
      "Carlini et al. 2019, arXiv:1802.08232, on what is planted to be found again"
    case .missingLabel: "Yeom et al. 2018, arXiv:1709.01604"
    case .variants, .variantLeakage, .variantFound: "Carlini et al. 2022, arXiv:2112.03570"
    case .frontier: "Jayaraman and Evans 2019, arXiv:1902.08874, on utility against leakage"
    case .variantAccuracy, .accuracyChange:
      "Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, chapter 7"
    case .balancedTestAccuracy:
      "Brodersen et al. 2010, The Balanced Accuracy and Its Posterior Distribution (ICPR)"
    case .canaryAUC, .leakageChange: "Aerni, Zhang and Tramer 2024, arXiv:2404.17399"
    case .variantEpsilon: "Papernot and Steinke 2022, arXiv:2110.03620, on what choosing among runs costs"
    case .variantSeeds: "Student 1908, Biometrika 6"
    case .variantSeconds: "measured here, on this machine"
    case .columnWorth: "Breiman 2001, Random Forests (Machine Learning 45)"
    case .clientMix: "Hsu, Qi and Brown 2019, arXiv:1909.06335"
    case .clientUpdate, .federatedRound: "McMahan et al. 2017, arXiv:1602.05629"
    case .serversView, .masks, .clientBytes, .abortedRounds:
      "Bonawitz et al. 2017, Practical Secure Aggregation (CCS)"
    case .noisePlacement:
      "McMahan et al. 2018, arXiv:1710.06963, central; Kairouz, Liu and Steinke 2021, arXiv:2102.06387, distributed"
    case .remainingLeaks: "Kairouz et al. 2021, Advances and Open Problems, arXiv:1912.04977, section 4"
    case .secureShares: "Mohassel and Zhang 2017, SecureML (IEEE Security and Privacy)"
    case .secureLayers: "Beaver 1991 (CRYPTO); Mohassel and Zhang 2017, SecureML (IEEE Security and Privacy)"
    case .computationRounds: "Goldreich, Micali and Wigderson 1987 (STOC); Kogge and Stone 1973, for carries"
    case .computationBytes: "Knott et al. 2021, CrypTen, arXiv:2109.00984, for the same arithmetic"
    case .triplesUsed: "Beaver 1991, Efficient Multiparty Protocols Using Circuit Randomization (CRYPTO)"
    case .computationSeconds: "rounds and bytes counted here; seconds measured on this machine"
    case .secureAgreement: "Knott et al. 2021, CrypTen, arXiv:2109.00984"
    case .logitError: "Mohassel and Zhang 2017, SecureML, section 4, on fixed point"
    case .truncationFailure: "Mohassel and Zhang 2017, SecureML, theorem 1"
    case .reusedTriple: "Beaver 1991 (CRYPTO); as with a one-time pad used twice"
    case .smallMask: "Shannon 1949, Communication Theory of Secrecy Systems"
    case .openedLogits: "Fredrikson, Jha and Ristenpart 2015 (CCS)"
    case .computationProtects:
      "Goldreich 2004, Foundations of Cryptography 2, section 7.2, on semi-honest parties"
    case .claimedEpsilon: "Abadi et al. 2016, arXiv:1607.00133; Tramèr et al. 2022, arXiv:2202.12219"
    case .provenEpsilon: "Steinke, Nasr and Jagielski 2023, arXiv:2305.08846, theorem 5.2"
    case .fDPBound: "Mahloujifar, Melis and Chaudhuri 2024, arXiv:2410.22235"
    case .gaussianEstimate: "Nasr et al. 2023, arXiv:2302.07956, on Gaussian audits"
    case .auditCeiling: "Steinke, Nasr and Jagielski 2023, arXiv:2305.08846, section 6"
    case .auditCanaries:
      "Steinke, Nasr and Jagielski 2023, arXiv:2305.08846; Nasr et al. 2023, arXiv:2302.07956"
    case .canaryGuesses: "Steinke, Nasr and Jagielski 2023, arXiv:2305.08846, algorithm 1"
    case .conformance: "Tramèr et al. 2022, arXiv:2202.12219; Chua et al. 2024, arXiv:2403.17673, for batches"
    case .knob(let knob): knob.paper
    }
  }
}

extension Knob {
  fileprivate var paper: String {
    switch self {
    case .noiseMultiplier, .clippingNorm, .expectedBatchSize, .learningRate:
      "Abadi et al. 2016, arXiv:1607.00133"
    case .adaptiveClipping: "Andrew et al. 2021, arXiv:1905.03871"
    case .momentum: "Sutskever et al. 2013 (ICML)"
    case .weightDecay: "Krogh and Hertz 1991 (NIPS)"
    case .dropout: "Srivastava et al. 2014 (JMLR 15)"
    case .labelSmoothing: "Szegedy et al. 2016, arXiv:1512.00567"
    case .network: "Rumelhart, Hinton and Williams 1986, Nature 323"
    case .dataset: "its source and terms are in Datasets/README.md"
    case .trainSize: "Steinke, Nasr and Jagielski 2023, arXiv:2305.08846, for members by coins"
    case .seed: "Blackman and Vigna 2021, arXiv:1805.01407"
    case .clients, .participation, .localEpochs, .localBatch: "McMahan et al. 2017, arXiv:1602.05629"
    case .partition: "Hsu, Qi and Brown 2019, arXiv:1909.06335"
    case .serverRate: "Reddi et al. 2021, Adaptive Federated Optimization, arXiv:2003.00295"
    case .aggregation, .dropouts: "Bonawitz et al. 2017, Practical Secure Aggregation (CCS)"
    case .privacy: "Kairouz, Liu and Steinke 2021, arXiv:2102.06387"
    default: "Dwork and Roth 2014, The Algorithmic Foundations of Differential Privacy"
    }
  }
}
