"""Who your customers are: segments that predicted the future, values with intervals, personas you can check."""

__version__ = "0.1.0"
